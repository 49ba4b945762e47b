#pragma once
// The receipt of an entry as a paper for the file: a pure function of the documented JSON
// (lontar.receipt.v1).

#include <string>

#include "cli/answer.h"

namespace lontar::cli {

// HTML that a browser prints: what arrived at ASEC, when, whether it is settled, and under the
// details the receipt's text, which `lontar receipt verify` checks.
std::string ReceiptPage(const Answer& receipt);

}  // namespace lontar::cli
