#pragma once
// A paper as one printable HTML file: a browser makes the PDF. Pure, any thread.
//
// No script, nothing from outside, no colour; A4 with 20 mm margins, heads of tables repeated, the
// foot and the page's number on each page.

#include <string>

#include "core/paper/paper.h"

namespace lontar::paper {

std::string ToHtml(const Paper& paper);

}  // namespace lontar::paper
