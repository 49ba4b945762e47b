// What a browser prints: the return and the receipt of an entry.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/html_text.h"
#include "cli/receipt_page.h"
#include "cli/return_text.h"

namespace lontar::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

Answer Read(absl::string_view json) {
  auto answer = Answer::Parse(json);
  EXPECT_TRUE(answer.ok()) << answer.status();
  return *std::move(answer);
}

constexpr absl::string_view kReceipt = R"({
  "member": "KH", "member_name": "Cambodia", "number": 3, "index": 7, "verdict": "VERDICT",
  "log_size": 8, "kind": "submission", "collection": "asean-child-labour", "origin": "hub.example",
  "payload_id": "507031582d271e1a843ed5407bfcecba5aa909e3843dbf08d469f8f4d5c6b6f3",
  "arrived": "2026-11-26T20:51:24Z", "provider": "KH.MLVT",
  "indicators": ["labour-inspectors-trained"], "settled": SETTLED, "receipt": "the <proof>"})";

Answer ReceiptOf(absl::string_view verdict, absl::string_view settled) {
  return Read(absl::StrReplaceAll(kReceipt, {{"VERDICT", verdict}, {"SETTLED", settled}}));
}

TEST(PaperTest, AReceiptSaysWhenItArrivedAndWhetherItIsSettled) {
  const std::string page = ReceiptPage(ReceiptOf("accepted", "false"));
  EXPECT_THAT(page, HasSubstr("<title>Receipt 3 of Cambodia</title>"));
  EXPECT_THAT(page, HasSubstr("not settled yet, which changes neither figure nor count"));
  EXPECT_THAT(page, HasSubstr("2026-11-26T20:51:24Z"));
  EXPECT_THAT(page, HasSubstr("5070-3158"));
  EXPECT_THAT(page, HasSubstr("the &lt;proof&gt;"));
  EXPECT_THAT(ReceiptPage(ReceiptOf("accepted", "true")), HasSubstr("arrived at ASEC and settled"));
  EXPECT_THAT(ReceiptPage(ReceiptOf("not-entitled", "true")),
              HasSubstr("was not accepted: not-entitled"));
}

constexpr absl::string_view kReturn = R"({
  "language": "LANGUAGE", "words": {"title": "Báo cáo của $0", "disputed": "còn khác nhau"},
  "member": "VN", "member_name": "Viet Nam", "collection_name": "Roadmap", "round": "first",
  "round_title": "Round", "cut_off": "2021-08-31", "fingerprint": "4f2a-91c0-77be-03d1",
  "standing": null, "notice": "TRAINING <1>",
  "printed": [{"version": 1, "fingerprint": "4f2a-91c0-77be-03d1"},
              {"version": 2, "fingerprint": "0000-91c0-77be-03d1"}],
  "lines": [{"code": "A1", "name": "Cases", "answer": "figure", "periods": ["2016"],
             "definition": "As in <law>", "held_back": 2, "narratives": [], "changes": null,
             "tables": [{"number": "A1.1", "measure": "number", "unit": "CASES", "rows": [
               {"period": "2016", "dimensions": {"sex": "_T"}, "value": "disputed", "candidates": [
                 {"provider": "VN.GSO", "value": "7", "status": "A", "deviations": []}]}]}]}]})";

std::string ReturnIn(absl::string_view language) {
  return ReturnPage(Read(absl::StrReplaceAll(kReturn, {{"LANGUAGE", language}})));
}

TEST(PaperTest, AReturnIsInItsLanguageAndWhatIsMissingIsMarked) {
  const std::string page = ReturnIn("vi");
  EXPECT_THAT(page, HasSubstr("<html lang=\"vi\">"));
  EXPECT_THAT(page, HasSubstr("<h1>Báo cáo của Viet Nam</h1>"));
  EXPECT_THAT(page, HasSubstr("7 (còn khác nhau)"));
  EXPECT_THAT(page, HasSubstr("[en] 2 held back, to protect children."));
  EXPECT_THAT(page, HasSubstr("TRAINING &lt;1&gt;"));
  EXPECT_THAT(page, HasSubstr("As in &lt;law&gt;"));
}

TEST(PaperTest, AReturnInEnglishHasNoMark) { EXPECT_THAT(ReturnIn("en"), Not(HasSubstr("[en]"))); }

// Printed again after another one, a paper keeps the number that it had.
TEST(PaperTest, AReturnNamesItsOwnVersion) {
  EXPECT_THAT(ReturnIn("en"), HasSubstr("due 2021-08-31, version 1</p>"));
}

TEST(PaperTest, TheFootOfAPageEndsNoStyle) {
  HtmlPaper paper;
  paper.foot = "a\"; } </style><script>alert(1)</script>";
  const std::string page = HtmlDocument(paper);
  EXPECT_THAT(page, Not(HasSubstr("<script>")));
  EXPECT_THAT(page, HasSubstr("content: \"a; } /style>script>alert(1)/script>\""));
}

}  // namespace
}  // namespace lontar::cli
