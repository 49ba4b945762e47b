// The log, and the life of one entry of it. What is checked is checked by the reader's own browser
// (web/log.mjs); hashes stand under details.

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/net/answer.h"
#include "core/pages/parts.h"
#include "core/pages/words.h"
#include "hub/pages/hub_words.h"
#include "hub/pages/pages.h"

namespace lontar::pages {
namespace {

using net::Answer;

// What the module says, by the name under which it looks for it; the words are "check.NAME".
constexpr std::array<absl::string_view, 14> kSentences = {
    "works",  "good",   "included", "cosigned", "alone",       "grown",  "shrunk",
    "forked", "absent", "other",    "unsigned", "unsupported", "misfit", "failed"};

std::string WitnessesText(const Answer& log) {
  // As the module reads it: names and keys are base64, letters and signs that need no escape.
  std::vector<std::string> witnesses;
  for (const Answer& witness : log.List("witnesses")) {
    witnesses.push_back(absl::StrCat(R"({"member":")", witness.Text("member"), R"(","vkey":")",
                                     witness.Text("vkey"), "\"}"));
  }
  return absl::StrCat("[", absl::StrJoin(witnesses, ","), "]");
}

Html Paragraph(absl::string_view text) { return Html::Element("p", {}, Html::Text(text)); }

Html KeyField(const PageContext& context, const Answer& log) {
  Html label =
      Html::Element("label", {{"for", "vkey"}}, Html::Text(HubWord(context.language, "check.key")));
  label
      .Add(Html::Raw("<input id=\"vkey\" name=\"vkey\" size=\"60\" autocomplete=\"off\" "
                     "spellcheck=\"false\" aria-describedby=\"vkey-hint\" value=\""))
      .AddText(log.Text("log_vkey"))
      .Add(Html::Raw("\">"));
  return label.Add(Html::Element("span", {{"id", "vkey-hint"}, {"class", "hint"}},
                                 Html::Text(HubWord(context.language, "check.key_hint"))));
}

// `entry`: null for the log as a whole.
Html CheckForm(const PageContext& context, const Answer& log, const Answer* entry) {
  std::vector<Html::Attribute> attributes = {{"class", "check"},
                                             {"data-witnesses", WitnessesText(log)}};
  if (entry != nullptr) {
    attributes.push_back({"data-index", entry->Text("index")});
    attributes.push_back({"data-payload", entry->Text("payload_id")});
  }
  std::vector<std::string> names;  // attributes hold views of them
  names.reserve(kSentences.size());
  for (const absl::string_view name : kSentences) {
    names.push_back(absl::StrCat("data-", name));
    attributes.push_back(
        {names.back(), std::string(HubWord(context.language, absl::StrCat("check.", name)))});
  }
  Html form = KeyField(context, log);
  form.Add(Html::Element("button", {{"type", "submit"}},
                         Html::Text(HubWord(context.language, "check.button"))));
  Html part = Html::Element("h2", {}, Html::Text(HubWord(context.language, "check.title")));
  part.Add(Paragraph(HubWord(context.language, "check.what")));
  part.Add(Html::Element("noscript", {}, Paragraph(HubWord(context.language, "check.no_script"))));
  part.Add(Html::Element("form", attributes, form));
  part.Add(Html::Element("p", {{"id", "check-result"}, {"role", "status"}}, Html()));
  Html details =
      Html::Element("summary", {}, Html::Text(HubWord(context.language, "check.details")));
  details.Add(Html::Element("pre", {}, Html()));
  return part.Add(Html::Raw("<details id=\"check-details\" hidden>"))
      .Add(details)
      .Add(Html::Raw("</details>"));
}

uint64_t CosignedIn(const Answer& log) {
  return static_cast<uint64_t>(std::ranges::count_if(
      log.List("witnesses"), [](const Answer& one) { return one.Flag("has_cosigned"); }));
}

std::string SizeSentence(const PageContext& context, const Answer& log) {
  return absl::StrReplaceAll(HubWord(context.language, "log.size"),
                             {{"{size}", Grouped(log.Number("log_size"))},
                              {"{witnesses}", absl::StrCat(CosignedIn(log))},
                              {"{all}", absl::StrCat(log.List("witnesses").size())}});
}

std::string AuthorOf(const PageContext& context, const Answer& entry) {
  const std::string name = entry.Text("author_name");
  if (!name.empty()) return name;
  const std::string author = entry.Text("author");
  const absl::string_view word = HubWordOf(context.language, absl::StrCat("entry.author.", author));
  return word.empty() ? author : std::string(word);
}

// "kind", "verdict": in the language, where the words have it; else as the format calls it.
std::string EntryWord(const PageContext& context, absl::string_view field, const Answer& entry) {
  const std::string name = entry.Text(field);
  const absl::string_view word =
      HubWordOf(context.language, absl::StrCat("entry.", field, ".", name));
  return word.empty() ? name : std::string(word);
}

Html EntriesTable(const PageContext& context, const Answer& log) {
  Html heads = Head(HubWord(context.language, "log.entry"));
  heads.Add(Head(HubWord(context.language, "log.arrived")));
  heads.Add(Head(HubWord(context.language, "log.from")))
      .Add(Head(HubWord(context.language, "log.kind")));
  heads.Add(Head(HubWord(context.language, "log.verdict")));
  Html rows;
  for (const Answer& entry : log.List("entries")) {
    const std::string address = absl::StrCat("/log/", entry.Number("index"));
    Html row = RowHead(Html::Element("a", {{"href", address}}, Html::Text(entry.Text("index"))));
    row.Add(Cell(entry.Text("arrived"))).Add(Cell(AuthorOf(context, entry)));
    row.Add(Cell(EntryWord(context, "kind", entry)));
    row.Add(Cell(EntryWord(context, "verdict", entry)));
    rows.Add(Html::Element("tr", {}, row));
  }
  return Table(HubWord(context.language, "log.newest_first"), "plain", heads, rows);
}

Html EarlierLink(const PageContext& context, const Answer& log) {
  const auto& entries = log.List("entries");
  if (entries.empty() || entries.back().Number("index") == 0) return {};
  const std::string address = absl::StrCat("/log?before=", entries.back().Number("index"));
  return Html::Element("p", {},
                       Html::Element("a", {{"href", address}},
                                     Html::Text(HubWord(context.language, "log.earlier"))));
}

Html HashDetails(const PageContext& context, const std::vector<std::string>& lines) {
  Html details =
      Html::Element("summary", {}, Html::Text(HubWord(context.language, "check.details")));
  return Html::Element(
      "details", {}, details.Add(Html::Element("pre", {}, Html::Text(absl::StrJoin(lines, "\n")))));
}

std::string SignedBy(const Answer& entry, absl::string_view role) {
  std::vector<std::string> names;
  for (const Answer& signer : entry.List("signers")) {
    if (signer.Text("role") != role) continue;
    const std::string name = signer.Text("name");
    names.push_back(name.empty() ? signer.Text("who") : name);
  }
  return absl::StrJoin(names, ", ");
}

// The life of an entry, as far as the log tells it: it has no time but that of its arrival.
Html LifeOf(const PageContext& context, const Answer& log, const Answer& entry) {
  const absl::string_view language = context.language;
  Html items;
  const auto add = [&](absl::string_view key, absl::string_view what) {
    Html item = Html::Element("strong", {}, Html::Text(HubWord(language, key)));
    items.Add(Html::Element("li", {}, item.AddText(": ").AddText(what)));
  };
  const std::string log_size = Grouped(log.Number("log_size"));
  const std::string provider = SignedBy(entry, "provider");
  const std::string approvers = SignedBy(entry, "approver");
  if (!provider.empty()) {
    add("life.supplied",
        absl::StrCat(provider, entry.Flag("on_behalf") ? ", " : "",
                     entry.Flag("on_behalf") ? HubWord(language, "life.on_behalf") : ""));
  }
  std::string approved =
      HubSay(language, "life.approved_by",
             {{"{author}", AuthorOf(context, entry)}, {"{number}", entry.Text("number")}});
  if (!approvers.empty()) {
    absl::StrAppend(&approved, "; ", HubSay(language, "life.signed_by", {{"{names}", approvers}}));
  }
  add("life.approved", approved);
  add("life.arrived", HubSay(language, "life.arrived_at",
                             {{"{time}", entry.Text("arrived")},
                              {"{verdict}", EntryWord(context, "verdict", entry)}}));
  add("life.index",
      HubSay(language, "life.index_at", {{"{index}", entry.Text("index")}, {"{size}", log_size}}));
  add("life.published", HubSay(language, "life.published_in", {{"{size}", log_size}}));
  add("life.settled",
      entry.Flag("is_settled")
          ? HubSay(language, "life.settled_yes", {{"{size}", Grouped(log.Number("settled_size"))}})
          : HubSay(language, "life.settled_no", {{"{quorum}", log.Text("quorum")}}));
  return Html::Element("ol", {{"class", "life"}}, items);
}

Html Receipt(const PageContext& context, const Answer& entry) {
  const std::string address = absl::StrCat("/log/", entry.Number("index"), ".receipt");
  Html line = Html::Element("a", {{"href", address}, {"download", ""}},
                            Html::Text(HubWord(context.language, "log.receipt")));
  line.AddText(" ").AddText(HubWord(context.language, "log.receipt_hint"));
  return Html::Element("p", {}, line);
}

Html FindForm(const PageContext& context) {
  Html form =
      Html::Element("label", {{"for", "entry"}}, Html::Text(HubWord(context.language, "log.find")));
  form.AddText(" ").Add(
      Html::Raw("<input id=\"entry\" name=\"entry\" type=\"number\" min=\"0\" required> "));
  form.Add(Html::Element("button", {{"type", "submit"}},
                         Html::Text(Word(context.language, "as_of.show"))));
  return Html::Element("form", {{"method", "get"}, {"action", "/log"}, {"class", "as-of"}}, form);
}

}  // namespace

std::string LogPage(const PageContext& context, absl::string_view log_json) {
  const Answer log = Answer::Parse(log_json).value_or(Answer());
  const std::string title(Word(context.language, "log"));
  Html content = Html::Element("h1", {}, Html::Text(SizeSentence(context, log)));
  content.Add(CheckForm(context, log, nullptr)).Add(FindForm(context));
  content.Add(EntriesTable(context, log)).Add(EarlierLink(context, log));
  content.Add(HashDetails(context,
                          {absl::StrCat("hub id ", log.Text("hub_id")),
                           absl::StrCat("root   ", log.Text("root")), "", log.Text("checkpoint")}));
  return WholePage(context, {.title = title,
                             .notice = log.Text("notice"),
                             .content = content,
                             .foot = FootOf(log, context.language),
                             .module = "log.mjs"});
}

std::string EntryPage(const PageContext& context, absl::string_view log_json) {
  const Answer log = Answer::Parse(log_json).value_or(Answer());
  if (log.List("entries").size() != 1) return LogPage(context, log_json);
  const Answer& entry = log.List("entries")[0];
  const std::string title =
      absl::StrCat(HubWord(context.language, "log.entry"), " ", entry.Text("index"), ": ",
                   AuthorOf(context, entry), ", ", EntryWord(context, "kind", entry), ", ",
                   EntryWord(context, "verdict", entry));
  Html content = Html::Element("h1", {}, Html::Text(title));
  const auto indicators = entry.Texts("indicators");
  if (!indicators.empty()) content.Add(Paragraph(absl::StrJoin(indicators, ", ")));
  content.Add(LifeOf(context, log, entry)).Add(CheckForm(context, log, &entry));
  content.Add(Receipt(context, entry));
  content.Add(HashDetails(context, {absl::StrCat("payload     ", entry.Text("payload_id")),
                                    absl::StrCat("incarnation ", entry.Text("incarnation"))}));
  return WholePage(context, {.title = title,
                             .notice = log.Text("notice"),
                             .content = content,
                             .foot = FootOf(log, context.language),
                             .module = "log.mjs"});
}

}  // namespace lontar::pages
