#pragma once
// A store's log, payloads and parts as the mirror that could be made of them: so that stores are
// checked by the very code that checks mirrors.
//
// Paths and contents are those of a mirror (mirror.h); a place in a finding is then the name that
// the record would have there. Reads and nothing else. Thread-compatible.

#include <set>
#include <string>
#include <vector>

#include "core/audit/mirror.h"
#include "core/audit/store_records.h"
#include "core/base/ids.h"

namespace lontar::audit {

class StoreMirror : public MirrorFiles {
 public:
  // Both must outlive it.
  StoreMirror(const store::Reader& store, const StoreRecords& records)
      : store_(store), records_(records) {}

  // Payloads and parts that something else than the log leads to: they are not listed.
  void SetAside(const base::Hash& id) { aside_.insert(id); }

  absl::StatusOr<std::optional<std::string>> Read(absl::string_view path) override;
  absl::StatusOr<std::vector<std::string>> List(absl::string_view folder) override;

 private:
  absl::StatusOr<std::optional<std::string>> Bundle(uint64_t first, int width) const;
  absl::StatusOr<std::optional<std::string>> Payload(absl::string_view hex) const;
  base::LogSize SizeOfTiles() const;
  std::vector<std::string> Tiles() const;
  std::vector<std::string> Payloads() const;

  const store::Reader& store_;
  const StoreRecords& records_;
  std::set<base::Hash> aside_;
};

}  // namespace lontar::audit
