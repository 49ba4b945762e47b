#include "cli/receipt_page.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/html_text.h"
#include "core/base/fingerprint.h"
#include "core/base/html.h"

namespace lontar::cli {
namespace {

std::string Fact(absl::string_view name, absl::string_view text) {
  if (text.empty()) return "";
  return absl::StrCat("<tr><th>", base::EscapeHtml(name), "</th><td>", base::EscapeHtml(text),
                      "</td></tr>\n");
}

std::string StandingWords(const Answer& receipt) {
  if (receipt.Text("verdict") != "accepted") {
    return absl::StrCat("arrived and was not accepted: ", receipt.Text("verdict"));
  }
  return receipt.Flag("settled")
             ? "arrived at ASEC and settled: more than half of the witnesses have cosigned it"
             : "arrived at ASEC; not settled yet, which changes neither figure nor count";
}

}  // namespace

std::string ReceiptPage(const Answer& receipt) {
  HtmlPaper paper;
  paper.title =
      absl::StrCat("Receipt ", receipt.Text("number"), " of ", receipt.Text("member_name"));
  paper.notice = receipt.Text("notice");
  const std::string fingerprint = base::ShortFingerprint(receipt.Text("payload_id"));
  paper.foot = absl::StrCat(receipt.Text("member"), ", entry ", receipt.Text("number"),
                            ", fingerprint ", fingerprint);
  paper.body = absl::StrCat(
      HtmlElement("h1", paper.title), HtmlElement("p", StandingWords(receipt)), "<table>\n",
      Fact("What", receipt.Text("kind")), Fact("Provider", receipt.Text("provider")),
      Fact("Indicators", absl::StrJoin(receipt.Texts("indicators"), ", ")),
      Fact("Collection", receipt.Text("collection")), Fact("Fingerprint", fingerprint),
      Fact("Arrived at ASEC (UTC)", receipt.Text("arrived")), "</table>\n",
      HtmlElement("h2", "Details"), "<table>\n", Fact("Log", receipt.Text("origin")),
      Fact("Log index", receipt.Text("index")), Fact("Log size", receipt.Text("log_size")),
      Fact("Payload id", receipt.Text("payload_id")), "</table>\n",
      HtmlElement("p",
                  "The proof. Kept as a file it is checked without a network by lontar receipt "
                  "verify, or by any tool that reads C2SP tlog-proof."),
      HtmlElement("pre", receipt.Text("receipt")));
  return HtmlDocument(paper);
}

}  // namespace lontar::cli
