#include "bench/whole/runs.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

#include "absl/strings/str_cat.h"
#include "core/base/mutex.h"
#include "core/base/status_macros.h"
#include "core/chain/entry.h"
#include "core/log/tree_store.h"
#include "core/observation/report.h"
#include "core/store/key_space.h"
#include "core/store/rocksdb/open.h"

namespace lontar::bench {
namespace {

using nlohmann::json;
using SteadyClock = std::chrono::steady_clock;

double SecondsSince(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

// Calls `work` for each member on a thread of its own; the first error of all.
absl::Status ForEachMember(int members, const std::function<absl::Status(int)>& work) {
  base::Mutex mutex;
  absl::Status all;
  std::vector<std::thread> threads;
  for (int member = 0; member < members; ++member) {
    threads.emplace_back([&, member] {
      const absl::Status status = work(member);
      base::MutexLock lock(&mutex);
      all.Update(status);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return all;
}

struct Office {
  int member = 0;
  net::NodeClient* node = nullptr;
  const trust::Signer* key = nullptr;
};

// One submission on its way from the file into the chain.
absl::Status TakeInOne(const Office& office, const Load& load, int number, Intake* sums) {
  net::ImportFile file;
  file.file_name = absl::StrCat("submission-", number, ".csv");
  file.content = load.CsvOf(office.member, number);
  file.mapping_name = "benchmark.yaml";
  file.mapping = Load::MappingText();
  sums->csv_bytes += file.content.size();
  auto start = SteadyClock::now();
  LONTAR_ASSIGN_OR_RETURN(const std::string imported, office.node->Import(file));
  sums->import_s += SecondsSince(start);
  const json import = json::parse(imported);
  const bool is_whole = import["draft"].is_string() &&
                        import["rows"]["taken"] == load.shape().observations &&
                        import["findings"].empty();
  if (!is_whole) return absl::InternalError(absl::StrCat("not imported whole: ", imported));
  const std::string draft = import["draft"];

  start = SteadyClock::now();
  LONTAR_ASSIGN_OR_RETURN(const net::DraftExport exported, office.node->ExportDraft(draft));
  LONTAR_ASSIGN_OR_RETURN(chain::Envelope envelope, chain::DecodeEnvelope(exported.envelope));
  chain::AddSignature(&envelope, *office.key);
  LONTAR_RETURN_IF_ERROR(
      office.node->AttachSignature(draft, chain::EncodeEnvelope(envelope)).status());
  sums->sign_s += SecondsSince(start);

  start = SteadyClock::now();
  LONTAR_RETURN_IF_ERROR(office.node->Approve({.draft = draft}).status());
  sums->approve_s += SecondsSince(start);
  return absl::OkStatus();
}

// What one node's conversation came to.
struct Talk {
  double seconds = 0;
  json result;
};

absl::StatusOr<std::vector<Talk>> TalkAll(Federation& federation) {
  std::vector<Talk> talks(federation.members().size());
  const auto one = [&](int member) {
    net::NodeClient& node = federation.node_client(federation.members()[member]);
    const auto start = SteadyClock::now();
    const auto result = node.SyncNow([](absl::string_view) { return absl::OkStatus(); });
    talks[member].seconds = SecondsSince(start);
    if (result.ok()) talks[member].result = json::parse(*result);
    return result.status();
  };
  LONTAR_RETURN_IF_ERROR(ForEachMember(static_cast<int>(talks.size()), one));
  return talks;
}

// Every submission was accepted, and its node holds the leaf and the proof.
absl::Status CheckAnswered(Federation& federation, const Load& load,
                           const std::vector<Talk>& talks) {
  for (size_t member = 0; member < talks.size(); ++member) {
    const json& result = talks[member].result;
    const size_t sent = static_cast<size_t>(load.SubmissionsOf(static_cast<int>(member)));
    const bool all_accepted = std::ranges::all_of(
        result["answers"], [](const json& answer) { return answer["verdict"] == "accepted"; });
    if (result["answers"].size() != sent || !all_accepted || result["queued"] != 0) {
      return absl::InternalError(
          absl::StrCat(federation.members()[member], " sent ", sent, " submissions, accepted are ",
                       result["answers"].size(), ", waiting ", result["queued"].dump()));
    }
    const uint64_t last = result["answers"].back()["number"];
    LONTAR_RETURN_IF_ERROR(federation.node_client(federation.members()[member])
                               .Receipt(base::ChainNumber(last))
                               .status());
  }
  return absl::OkStatus();
}

double CpuOf(const std::vector<Usage>& all) {
  double seconds = 0;
  for (const Usage& usage : all) seconds += usage.cpu_s;
  return seconds;
}

}  // namespace

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

absl::StatusOr<Intake> TakeIn(Federation& federation, const Load& load) {
  base::Mutex mutex;
  Intake all;
  absl::Status status;
  std::atomic<int> next = 0;
  const auto work = [&]() -> absl::Status {
    for (int member = next++; member < load.shape().members; member = next++) {
      const std::string& code = federation.members()[member];
      LONTAR_ASSIGN_OR_RETURN(const auto key, federation.ProviderKey(code));
      Intake sums;
      for (int number = 0; number < load.SubmissionsOf(member); ++number) {
        LONTAR_RETURN_IF_ERROR(
            TakeInOne({member, &federation.node_client(code), key.get()}, load, number, &sums));
      }
      base::MutexLock lock(&mutex);
      all.import_s += sums.import_s;
      all.sign_s += sums.sign_s;
      all.approve_s += sums.approve_s;
      all.csv_bytes += sums.csv_bytes;
    }
    return absl::OkStatus();
  };
  const auto start = SteadyClock::now();
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
    threads.emplace_back([&] {
      const absl::Status done = work();
      base::MutexLock lock(&mutex);
      status.Update(done);
    });
  }
  for (std::thread& thread : threads) thread.join();
  all.seconds = SecondsSince(start);
  LONTAR_RETURN_IF_ERROR(status);
  return all;
}

absl::StatusOr<Window> SyncAll(Federation& federation, const Load& load) {
  Window window;
  LONTAR_ASSIGN_OR_RETURN(const Usage hub_before, federation.HubUsed());
  LONTAR_ASSIGN_OR_RETURN(const auto nodes_before, federation.NodesUsed());
  auto start = SteadyClock::now();
  LONTAR_ASSIGN_OR_RETURN(const std::vector<Talk> talks, TalkAll(federation));
  window.seconds = SecondsSince(start);
  LONTAR_ASSIGN_OR_RETURN(const Usage hub_after, federation.HubUsed());
  LONTAR_ASSIGN_OR_RETURN(const auto nodes_after, federation.NodesUsed());
  LONTAR_RETURN_IF_ERROR(CheckAnswered(federation, load, talks));
  window.hub_cpu_s = hub_after.cpu_s - hub_before.cpu_s;
  window.nodes_cpu_s = CpuOf(nodes_after) - CpuOf(nodes_before);
  window.hub_written_bytes = hub_after.written_bytes - hub_before.written_bytes;
  window.fastest_node_s = std::ranges::min(talks, {}, &Talk::seconds).seconds;
  for (const Talk& talk : talks) {
    window.node_frame_bytes += uint64_t{talk.result["sent"]["bytes"]};
    window.leaves_pulled += uint64_t{talk.result["received"]["leaves"]};
  }
  // Off the clock: whoever was first fetches what the others sent after it.
  LONTAR_ASSIGN_OR_RETURN(const std::vector<Talk> second, TalkAll(federation));
  for (const Talk& talk : second) {
    if (talk.result["log_size"] == second.front().result["log_size"]) continue;
    return absl::InternalError("two nodes hold logs of different sizes");
  }
  net::Question question;
  question.question = "threshold";
  start = SteadyClock::now();
  LONTAR_RETURN_IF_ERROR(federation.hub_client().Query(question).status());
  window.threshold_s = SecondsSince(start);
  LONTAR_ASSIGN_OR_RETURN(const Usage hub_end, federation.HubUsed());
  LONTAR_ASSIGN_OR_RETURN(const auto nodes_end, federation.NodesUsed());
  window.hub_peak_bytes = hub_end.peak_bytes;
  window.node_peak_bytes = std::ranges::max(nodes_end, {}, &Usage::peak_bytes).peak_bytes;
  return window;
}

absl::StatusOr<Audit> AuditMirror(const Federation& federation, const Load& load) {
  Audit audit;
  const std::string mirror = federation.live() + "/mirror";
  std::error_code error;
  std::filesystem::remove_all(mirror, error);
  auto start = SteadyClock::now();
  LONTAR_RETURN_IF_ERROR(
      federation.Lontar({"log", "mirror", "--hub", "hub", "--out", "mirror"}).status());
  audit.mirror_s = SecondsSince(start);
  start = SteadyClock::now();
  LONTAR_ASSIGN_OR_RETURN(
      const CommandAnswer answer,
      federation.Lontar({"audit", "--mirror", "mirror", "--vkey", "hub/log.vkey", "--json"}));
  audit.audit_s = SecondsSince(start);
  const json said = json::parse(answer.text);
  audit.peak_bytes = answer.peak_bytes;
  audit.entries = said["entries"];
  audit.signatures = said["signatures"];
  audit.cells = said["cells"];
  audit.mirror_bytes = BytesBelow(mirror);
  if (!said["findings"].empty() || audit.cells != load.observations()) {
    return absl::InternalError(absl::StrCat("the audit counts ", audit.cells, " cells, sent were ",
                                            load.observations(),
                                            " observations; findings: ", said["findings"].dump()));
  }
  return audit;
}

absl::StatusOr<std::vector<StoredSubmission>> ReadHub(const Federation& federation,
                                                      const Load& load) {
  LONTAR_ASSIGN_OR_RETURN(const auto store, store::OpenRocksDbStore(federation.hub_store(), "hub"));
  LONTAR_ASSIGN_OR_RETURN(const log::TreeStore tree,
                          log::TreeStore::Open(store.get(), std::string(store::kLogPrefix)));
  std::vector<StoredSubmission> all;
  uint64_t rows = 0;
  for (uint64_t index = 0; index < tree.size().value(); ++index) {
    StoredSubmission one;
    LONTAR_ASSIGN_OR_RETURN(one.leaf, tree.LeafAt(base::LogIndex(index)));
    LONTAR_ASSIGN_OR_RETURN(const chain::Leaf leaf, chain::DecodeLeaf(one.leaf));
    if (leaf.entry.header.kind != chain::EntryKind::kSubmission) continue;
    if (leaf.stamp.verdict != chain::Verdict::kAccepted) continue;
    one.payload_key = store::PayloadKey(leaf.entry.header.payload_id.view());
    LONTAR_ASSIGN_OR_RETURN(auto payload, store->Get(one.payload_key));
    if (!payload) return absl::InternalError("the hub holds a leaf without its report");
    one.payload = *std::move(payload);
    LONTAR_ASSIGN_OR_RETURN(const observation::Report report,
                            observation::DecodeReport(one.payload));
    for (const observation::PartEntry& entry : report.parts) {
      const std::string key = store::PartKey(entry.part_hash.view());
      LONTAR_ASSIGN_OR_RETURN(auto bytes, store->Get(key));
      if (!bytes) return absl::InternalError("the hub holds a report without its part");
      LONTAR_ASSIGN_OR_RETURN(const observation::Part part, observation::DecodePart(*bytes));
      for (const auto& block : std::get<observation::Figures>(part.content).blocks) {
        rows += block.rows.size();
      }
      one.parts.emplace_back(key, *std::move(bytes));
    }
    all.push_back(std::move(one));
  }
  if (rows == load.observations() && all.size() == static_cast<size_t>(load.shape().submissions)) {
    return all;
  }
  return absl::InternalError(absl::StrCat("the hub holds ", rows, " observations in ", all.size(),
                                          " submissions, sent were ", load.observations(), " in ",
                                          load.shape().submissions));
}

}  // namespace lontar::bench
