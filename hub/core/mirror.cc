#include "hub/core/mirror.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/fold/question_text.h"
#include "core/log/tile.h"
#include "core/store/key_space.h"

namespace lontar::hub {
namespace {

using TakeFile = std::function<absl::Status(const std::string&, const std::string&)>;

// Texts of questions are between ASEC and one member: they are no part of what others may hold.
absl::Status ExportPayloads(const store::Reader& store, absl::string_view prefix,
                            const TakeFile& take) {
  absl::Status status;
  LONTAR_RETURN_IF_ERROR(
      store.ScanPrefix(prefix, [&](absl::string_view key, absl::string_view value) {
        if (prefix == store::kPartPrefix && fold::DecodeQuestionText(value).ok()) return true;
        key.remove_prefix(prefix.size());
        status = take(absl::StrCat("payloads/", absl::BytesToHexString(key)), std::string(value));
        return status.ok();
      }));
  return status;
}

}  // namespace

absl::Status ExportMirror(const HubCore& core, const TakeFile& take) {
  return ExportMirror(core.store(), core.checkpoint(), take);
}

absl::Status ExportMirror(const store::Reader& store, const std::string& checkpoint,
                          const TakeFile& take) {
  LONTAR_ASSIGN_OR_RETURN(const log::TreeStore tree,
                          log::TreeStore::Open(&store, std::string(store::kLogPrefix)));
  LONTAR_RETURN_IF_ERROR(ExportPayloads(store, store::kPayloadPrefix, take));
  LONTAR_RETURN_IF_ERROR(ExportPayloads(store, store::kPartPrefix, take));
  for (const log::TileId& id : log::TilesOf(tree.size())) {
    LONTAR_ASSIGN_OR_RETURN(const std::string content, tree.TileContent(id));
    LONTAR_RETURN_IF_ERROR(take(log::TilePath(id), content));
  }
  return take("checkpoint", checkpoint);
}

}  // namespace lontar::hub
