#include "tests/sweep/store_copies.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "core/audit/store_audit.h"
#include "core/base/invariant.h"
#include "core/base/problem.h"
#include "core/store/rocksdb/open.h"
#include "core/trust/sha256.h"
#include "hub/core/mirror.h"
#include "tests/support/memory_sign_register.h"
#include "tests/support/small_federation.h"

namespace lontar::sweep {
namespace {

namespace fs = std::filesystem;

std::string ReadBytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Files FilesBelow(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files[fs::relative(entry.path(), folder).string()] = ReadBytes(entry.path());
  }
  return files;
}

// The two programs' folders while they work.
class Workplace {
 public:
  Workplace() {
    Make("hub");
    Make("node");
    federation_ = std::make_unique<support::SmallFederation>(support::FederationPlaces{
        stores_["hub"].get(), &sign_register_, stores_["node"].get(), &high_water_});
  }

  support::SmallFederation& federation() { return *federation_; }

  void Stop() {
    federation_->CloseHub();
    federation_->CloseNode();
    stores_.clear();
  }
  void Start() {
    Open("hub");
    Open("node");
    base::CheckInvariant(federation_->OpenHub(stores_["hub"].get(), &sign_register_).empty() &&
                             federation_->OpenNode(stores_["node"].get(), &high_water_).empty(),
                         "both start again");
  }
  // As they are on the disk now, with their registers.
  Files Hub() const {
    return With("hub", "sign-register", log::FormatRegister(sign_register_.head));
  }
  Files Node() const {
    return With("node", "high-water", chain::FormatHighWater(high_water_.mark));
  }

 private:
  void Make(const std::string& kind) {
    const absl::Status made = store::CreateRocksDbStore(folder_.Inside(kind + "/store"), kind);
    base::CheckInvariant(made.ok(), "a store is made");
    Open(kind);
  }
  void Open(const std::string& kind) {
    auto opened = store::OpenRocksDbStore(folder_.Inside(kind + "/store"), kind);
    base::CheckInvariant(opened.ok(), "a store opens");
    stores_[kind] = *std::move(opened);
  }
  Files With(const std::string& kind, const std::string& name, const std::string& text) const {
    Files files = FilesBelow(folder_.Inside(kind));
    files[name] = text;
    return files;
  }

  support::TempFolder folder_;
  support::MemorySignRegister sign_register_;
  support::MemoryHighWater high_water_;
  std::map<std::string, std::unique_ptr<store::Store>> stores_;
  std::unique_ptr<support::SmallFederation> federation_;
};

StoreOutcome AuditNow(const audit::StoreCopy& copy) {
  base::InlineWorkers workers;
  const auto report = audit::AuditStore(copy, workers);
  base::CheckInvariant(report.ok(), "an audit without a key has no error");
  StoreOutcome outcome;
  outcome.answer = audit::StoreAuditJson(*report);
  outcome.cosignatures = report->stored_cosignatures;
  outcome.is_silent = report->log.findings.empty();
  if (outcome.is_silent) return outcome;
  const audit::Finding& first = report->log.findings.front();
  outcome.found = first.kind;
  outcome.place = absl::StrCat(first.place, ": ", first.sentence);
  return outcome;
}

// An audit is a function of kind, register and records. Damage at one end of a write-ahead log
// leaves the same records as damage a byte further on, and they are not audited again.
StoreOutcome AuditOnce(const audit::StoreCopy& copy) {
  static auto* outcomes = new std::map<std::string, StoreOutcome>();
  std::string digest =
      absl::StrCat(copy.kind == audit::StoreKind::kHub ? "hub" : "node",
                   copy.register_text ? " with " : " without ", copy.register_text.value_or(""));
  const absl::Status read =
      copy.store->Scan("", "", [&digest](absl::string_view key, absl::string_view value) {
        const std::string lengths = absl::StrCat(" ", key.size(), " ", value.size(), " ");
        digest = trust::Sha256({digest, lengths, key, value}).bytes();
        return true;
      });
  if (!read.ok()) return AuditNow(copy);
  const auto [outcome, is_new] = outcomes->try_emplace(digest);
  if (is_new) outcome->second = AuditNow(copy);
  return outcome->second;
}

}  // namespace

Copies MakeCopies() {
  Copies copies;
  Workplace work;
  work.federation().WorkFirstHalf();
  work.Stop();
  copies.hub_before = work.Hub();
  copies.node_before = work.Node();
  work.Start();
  work.federation().WorkSecondHalf();
  const absl::Status exported = hub::ExportMirror(
      work.federation().hub(), [&copies](const std::string& path, const std::string& content) {
        copies.mirror[path] = content;
        return absl::OkStatus();
      });
  base::CheckInvariant(exported.ok(), "the mirror is written");
  work.Stop();
  copies.hub = work.Hub();
  copies.node = work.Node();
  return copies;
}

Bench::Bench(const Files& files) {
  for (const auto& [path, bytes] : files) Put(path, &bytes);
}

void Bench::Put(const std::string& path, const std::string* bytes) const {
  const fs::path at = folder_.Inside(path);
  if (bytes == nullptr) {
    fs::remove(at);
    return;
  }
  fs::create_directories(at.parent_path());
  std::ofstream(at, std::ios::binary | std::ios::trunc) << *bytes;
}

// As cli/verb/audit_store.cc does it.
StoreOutcome Bench::Audit() const {
  StoreOutcome outcome;
  const auto opened = store::OpenRocksDbToRead(folder_.Inside("store"));
  if (!opened.ok()) {
    outcome.found = absl::IsDataLoss(opened.status()) ? std::string(audit::kStoreDamaged)
                                                      : base::ReasonOf(opened.status());
    outcome.place = std::string(opened.status().message());
    return outcome;
  }
  audit::StoreCopy copy;
  copy.store = opened->reader.get();
  copy.kind = opened->kind == "hub" ? audit::StoreKind::kHub : audit::StoreKind::kNode;
  const fs::path register_path =
      folder_.Inside(copy.kind == audit::StoreKind::kHub ? "sign-register" : "high-water");
  if (fs::exists(register_path)) copy.register_text = ReadBytes(register_path);
  outcome = AuditOnce(copy);
  if (!opened->tail.ok() && outcome.is_silent) {
    outcome.is_silent = false;
    outcome.found = std::string(audit::kStoreTail);
    outcome.place = std::string(opened->tail.message());
  }
  return outcome;
}

Files Bench::Read() const { return FilesBelow(folder_.path()); }

}  // namespace lontar::sweep
