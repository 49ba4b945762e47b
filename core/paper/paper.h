#pragma once
// A paper: what is printed, handed round and put into other people's templates. Its content, before
// any file format.
//
// Source: reference pages, the docket on paper. Values and pure functions, any thread. Texts are
// UTF-8; whatever they hold is only ever shown as text.

#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"

namespace lontar::paper {

struct Cell {
  std::string text;
  // What a mark says in words: for a screen reader, and for files that are worked with. Empty: the
  // text says it.
  std::string words = {};
  bool is_members_words = false;  // as a member wrote it, in whatever language

  // What a file without marks holds.
  const std::string& plain() const { return words.empty() ? text : words; }
};

struct Column {
  std::string head;
  bool is_number = false;  // whole numbers; stands on the right
  int width = 1;           // how wide beside the other columns
};

// The first column is the head of its row.
struct Table {
  std::string number;  // "A9.1"; once in a paper
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  // each with as many cells as there are columns
  std::vector<std::string> footnotes;
};

struct Heading {
  std::string text;
  bool starts_page = false;
};
struct Paragraph {
  std::string text;
  bool is_members_words = false;
};

using Block = std::variant<Heading, Paragraph, Table>;

struct Paper {
  std::string title;
  // Across the top of each page: WHAT-IF, TRAINING, DEMONSTRATION.
  std::vector<std::string> bands;
  std::vector<Block> blocks;
  std::string foot;  // of each page: from where the paper is
  std::string date;  // ISO; inside files that want one
};

// The first 8 hexadecimal digits of a hash over all that the table says, "7f3a-91c0": by it two
// people find that they have the same table before them.
std::string FingerprintOf(const Table& table);

// The same over the whole paper.
std::string FingerprintOf(const Paper& paper);

}  // namespace lontar::paper
