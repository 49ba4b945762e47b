// Records of proto/lontar/v1, and what a log is made of.

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/fold/question_text.h"
#include "core/log/tile.h"
#include "core/sync/frame.h"
#include "tests/fuzz/targets.h"
#include "tests/support/log_builder.h"

namespace lontar::fuzz {
namespace {

using support::AReport;
using support::KeyOf;

// Reads, writes, reads, writes. Extension fields (1000 to 1999) are read and not written by us:
// what is written is then shorter, and never anything else.
template <class Decode, class Encode>
std::string Differential(absl::string_view bytes, const Decode& decode, const Encode& encode) {
  auto first = decode(bytes);
  if (!first.ok()) return JudgeRefusal(first.status());
  const std::string written = encode(*std::move(first));
  if (written != bytes && written.size() >= bytes.size()) return "written otherwise than read";
  auto second = decode(written);
  if (!second.ok())
    return absl::StrCat("what was written is refused: ", second.status().ToString());
  if (encode(*std::move(second)) != written) return "written differently the second time";
  return "";
}

std::string RunHeader(absl::string_view bytes) {
  return Differential(bytes, chain::DecodeHeader, chain::EncodeHeader);
}

std::string RunEntry(absl::string_view bytes) {
  return Differential(bytes, chain::DecodeEntry, chain::EncodeEntry);
}

std::string RunLeaf(absl::string_view bytes) {
  return Differential(
      bytes, [](absl::string_view leaf) { return chain::DecodeLeaf(std::string(leaf)); },
      [](const chain::Leaf& leaf) { return chain::EncodeLeaf(leaf.entry, leaf.stamp); });
}

std::string RunEnvelope(absl::string_view bytes) {
  return Differential(bytes, chain::DecodeEnvelope, chain::EncodeEnvelope);
}

std::string RunReport(absl::string_view bytes) {
  return Differential(bytes, observation::DecodeReport, observation::EncodeReport);
}

std::string RunPart(absl::string_view bytes) {
  return Differential(bytes, observation::DecodePart, observation::EncodePart);
}

std::string RunQuestionText(absl::string_view bytes) {
  return Differential(bytes, fold::DecodeQuestionText, fold::EncodeQuestionText);
}

std::string RunFrame(absl::string_view bytes) {
  return Differential(bytes, sync::DecodeFrame, sync::EncodeFrame);
}

// The kind stands in the entry, not in the payload: every kind is tried.
std::string RunAct(absl::string_view bytes) {
  for (int number = 1; number <= 26; ++number) {
    const auto kind = static_cast<chain::EntryKind>(number);
    if (chain::NameOf(kind).empty() || kind == chain::EntryKind::kSubmission) continue;
    const std::string wrong = Differential(
        bytes, [kind](absl::string_view payload) { return fold::DecodeAct(kind, payload); },
        fold::EncodeAct);
    if (!wrong.empty()) return absl::StrCat(chain::NameOf(kind), ": ", wrong);
  }
  return "";
}

// The first byte says how many leaves the bundle is to hold.
std::string RunBundle(absl::string_view bytes) {
  if (bytes.empty()) return "";
  const int count = static_cast<unsigned char>(bytes[0]) + 1;
  const auto leaves = log::DecodeBundle(bytes.substr(1), count);
  if (!leaves.ok()) return JudgeRefusal(leaves.status());
  const auto written = log::EncodeBundle(*leaves);
  return written.ok() && *written == bytes.substr(1) ? "" : "written otherwise than read";
}

// A small log with all kinds of entries that this level has.
const support::LogBuilder& SmallLog() {
  static const support::LogBuilder log = [] {
    support::LogBuilder made;
    made.AddFramework();
    made.AddMember("KH");
    made.AddProvider("KH.NIS", {"A1", "A3"});
    made.OpenRound("baseline-2021");
    made.Plan("KH", {{"A1", "KH.NIS"}});
    made.Submit(AReport("KH.NIS").Of("A1", "2016", "4.2").Narrating("A3", "none"));
    made.Submit(AReport("KH.NIS").With(
        {"A1", "2017", {{"4.2"}, {"", observation::Status::kNotAvailable, {{"sex", "F"}}}}}));
    made.Submit(AReport("KH.NIS").Withdrawing("A1", "2016"));
    made.CloseRound("baseline-2021", {"KH"});
    made.Revoke("KH", "KH.NIS");
    made.Restore("KH");
    return made;
  }();
  return log;
}

std::vector<chain::Leaf> SmallLeaves() {
  std::vector<chain::Leaf> leaves;
  for (const std::string& bytes : SmallLog().leaves()) leaves.push_back(*chain::DecodeLeaf(bytes));
  return leaves;
}

// Of the payloads; the catalogue is too long to be mutated usefully.
std::vector<std::string> PayloadsOf(bool of_reports) {
  std::vector<std::string> payloads;
  for (const chain::Leaf& leaf : SmallLeaves()) {
    const bool is_report = leaf.entry.header.kind == chain::EntryKind::kSubmission;
    const std::string& payload = SmallLog().payloads().at(leaf.entry.header.payload_id);
    if (is_report == of_reports && payload.size() < 4096) payloads.push_back(payload);
  }
  return payloads;
}

std::vector<std::string> HeaderSeeds() {
  std::vector<std::string> seeds;
  for (const chain::Leaf& leaf : SmallLeaves()) seeds.push_back(leaf.entry.header_bytes);
  return seeds;
}

std::vector<std::string> EntrySeeds() {
  std::vector<std::string> seeds;
  for (const chain::Leaf& leaf : SmallLeaves()) seeds.push_back(chain::EncodeEntry(leaf.entry));
  return seeds;
}

std::vector<std::string> LeafSeeds() { return SmallLog().leaves(); }

std::vector<std::string> EnvelopeSeeds() {
  std::vector<std::string> seeds;
  for (const chain::Leaf& leaf : SmallLeaves()) {
    const chain::Header& header = leaf.entry.header;
    const std::string& payload = SmallLog().payloads().at(header.payload_id);
    if (payload.size() > 4096) continue;
    seeds.push_back(chain::EncodeEnvelope(
        {header.kind, header.collection, payload, header.payload_signatures}));
  }
  return seeds;
}

std::vector<std::string> ReportSeeds() { return PayloadsOf(true); }
// And acts that this log is too young for.
std::vector<std::string> ActSeeds() {
  std::vector<std::string> seeds = PayloadsOf(false);
  const base::HubId hub = SmallLog().hub_id();
  seeds.push_back(fold::EncodeAct(fold::QuestionAct{hub, "c", "KH", "labour", base::PartHash()}));
  seeds.push_back(fold::EncodeAct(fold::AnswerAct{hub, {}, base::PartHash(), true}));
  seeds.push_back(fold::EncodeAct(
      fold::ReleaseAct{hub, "c", "KH", {base::PartHash()}, fold::Audience::kPublic}));
  return seeds;
}

std::vector<std::string> QuestionTextSeeds() {
  return {fold::EncodeQuestionText(
              {base::Salt(), "KH", "2019 is half of 2017: right?", "number", "2019"}),
          fold::EncodeQuestionText({base::Salt(), "KH", "It is.", "", ""})};
}

std::vector<std::string> PartSeeds() {
  std::vector<std::string> seeds;
  for (const auto& [hash, bytes] : SmallLog().parts()) seeds.push_back(bytes);
  return seeds;
}

std::vector<std::string> FrameSeeds() {
  const chain::Leaf leaf = SmallLeaves().back();
  sync::Hello hello;
  hello.hub_id = SmallLog().hub_id();
  hello.member = "KH";
  hello.head = chain::Head{leaf.entry.header.number, leaf.entry.hash()};
  hello.verified_size = base::LogSize(1);
  hello.verified_root = base::Hash();
  sync::Welcome welcome;
  welcome.head = hello.head;
  welcome.checkpoint = "checkpoint";
  welcome.consistency = {base::Hash(), base::Hash()};
  const std::vector<sync::Body> bodies = {
      sync::SignHello(hello, *KeyOf("KH.node")),
      welcome,
      leaf.entry,
      sync::Chunk{sync::PayloadKind::kPart, base::Hash(), 3, 10, "bytes"},
      sync::EntryAnswer{leaf.entry.header.number, leaf.entry.hash(), base::LogIndex(7),
                        SmallLog().leaves().back(), "a sentence"},
      sync::PullRequest{base::LogSize(300)},
      sync::Leaves{base::LogIndex(1), {SmallLog().leaves()[1], SmallLog().leaves()[3]}},
      sync::PullDone{"checkpoint"},
      sync::CosignatureFrame{base::LogSize(7), "a line"},
      sync::Refusal{"CHAIN_GAP", "entry 9 leaves numbers out", 9},
      sync::Done{}};
  std::vector<std::string> seeds;
  for (const sync::Body& body : bodies) seeds.push_back(sync::EncodeFrame({seeds.size(), body}));
  return seeds;
}

std::vector<std::string> BundleSeeds() {
  const std::vector<std::string> texts = {"leaf-0", "", std::string(300, 'x')};
  return {absl::StrCat(std::string(1, 2), *log::EncodeBundle(texts)),
          absl::StrCat(std::string(1, 0), *log::EncodeBundle({"a"}))};
}

}  // namespace

std::vector<Target> WireTargets() {
  return {{"header", RunHeader, HeaderSeeds, 20'000},
          {"entry", RunEntry, EntrySeeds, 20'000},
          {"leaf", RunLeaf, LeafSeeds, 20'000},
          {"envelope", RunEnvelope, EnvelopeSeeds, 10'000},
          {"report", RunReport, ReportSeeds, 10'000},
          {"part", RunPart, PartSeeds, 10'000},
          {"act", RunAct, ActSeeds, 2'000},
          {"frame", RunFrame, FrameSeeds, 20'000},
          {"bundle", RunBundle, BundleSeeds, 10'000},
          {"question-text", RunQuestionText, QuestionTextSeeds, 10'000}};
}

}  // namespace lontar::fuzz
