#pragma once
// How a mapping is proposed, step by step; inside of mapping_propose.h. One proposer, one file.

#include <map>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/formats/code_guess.h"
#include "core/formats/import_file.h"
#include "core/formats/mapping.h"
#include "core/formats/mapping_propose.h"
#include "core/formats/table.h"

namespace lontar::formats {

// Stands where nothing could be seen; no column, code or member has this name.
inline constexpr absl::string_view kNotSeen = "?";

// Its steps are in mapping_propose.cc (file, indicator, member, period, units), proposer_codes.cc
// (breakdowns) and proposer_values.cc (figures, measures, marks).
class Proposer {
 public:
  Proposer(const OfficeFile& file, const catalogue::Catalogue& catalogue,
           const ProposalHints& hints)
      : file_(file), catalogue_(catalogue), hints_(hints), guesser_(catalogue) {}
  MappingProposal Run();

 private:
  void Say(absl::string_view key, absl::string_view sentence);
  const std::string& NameOfColumn(int column) const;
  int columns() const { return static_cast<int>(table_.columns().size()); }
  int rows() const;  // that are looked at
  // The shown sheet with the most cells, and its table.
  void ChooseSheet();
  void ProposeManner();
  // The column of a field by its name; takes it off the others.
  std::optional<int> TakeColumn(absl::string_view field);
  // The different texts of a column, in plain form; nothing where they are too many.
  std::optional<std::set<std::string>> TextsOf(int column) const;
  bool IsLineOfText(int row) const;
  const catalogue::Indicator* Known(absl::string_view text) const;
  void ProposeIndicator();
  // From what was said, or words above the table and in names.
  void GuessIndicator();
  const catalogue::Indicator* IndicatorInWords() const;
  void ProposeMember();
  // Names of countries stand in a code list of the catalogue, if any.
  void MapNamesOfMembers(int column, FieldRule* rule);
  void ProposePeriod();
  bool IsOfYears(int column) const;
  void LookAtYears(int column);
  void SayBuddhist(const std::string& quoted);
  void ProposeColumn(absl::string_view field, std::optional<FieldRule>* rule);
  void CheckUnits(int column, FieldRule* rule);
  void ProposeTexts();
  // The breakdowns of the indicators that are meant; of all, where that is not known.
  std::set<std::string> Dimensions() const;
  void ProposeDimensions();
  std::optional<int> ColumnNamed(const catalogue::Dimension& dimension) const;
  std::string TotalOf(const catalogue::Dimension& dimension) const;
  // A column with another name whose texts all mean something in the list, and not all the total.
  std::optional<int> ColumnOfCodes(const catalogue::Dimension& dimension);
  // The member's own code for it, else what anybody would mean by it.
  std::optional<std::string> CodeOf(const catalogue::Dimension& dimension, const std::string& text);
  void SayAgeTotal(const catalogue::Dimension& dimension, const std::string& what,
                   const std::string& code);
  void MapCodes(const catalogue::Dimension& dimension, int column);
  // Empty cells: the text above them where groups begin, else no breakdown.
  void LookAtGaps(const catalogue::Dimension& dimension, int column, FieldRule* rule);
  void SayFillDown(const std::string& column);
  // What a head says about its column: a year, a code of a breakdown, a measure.
  std::map<std::string, std::string> SaysOf(const std::string& head);
  std::optional<std::string> MeasureIn(const std::string& text) const;
  void ProposeValues();
  // What the only column's head says holds for the whole table.
  void SayForAll(FigureColumn* figures);
  bool HasNumbers(int column) const;
  void ProposeMeasure();
  // From the head, or from how the numbers look.
  std::string MeasureByLook();
  bool LooksLikePercent() const;
  void SayMeasure();
  // Decimal marks and marks of missing numbers among the figures.
  void ProposeMarks();
  void LookAtMarks(const std::string& text, std::string* ambiguous, std::set<std::string>* missing);
  // What no part of the mapping reads is named, so that nobody thinks that it was.
  void NoteRest();

  const OfficeFile& file_;
  const catalogue::Catalogue& catalogue_;
  const ProposalHints& hints_;
  CodeGuesser guesser_;
  Table table_;
  std::set<int> taken_;
  std::string measure_in_head_;
  std::set<absl::string_view> named_;  // of the fields that is_named speaks of
  std::set<const catalogue::Indicator*> indicators_;
  MappingProposal proposal_;
};

}  // namespace lontar::formats
