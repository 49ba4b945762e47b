// Releases as messages and back.

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/fold/bounds.h"
#include "core/fold/wire.h"

namespace lontar::fold {

lontar::v1::Release ToMessage(const ReleaseAct& act) {
  lontar::v1::Release message;
  message.set_hub_id(act.hub_id.bytes());
  message.set_collection(act.collection);
  message.set_member(act.member);
  for (const base::PartHash& part : act.parts) message.add_parts(part.bytes());
  message.set_audience(static_cast<lontar::v1::Audience>(act.audience));
  message.set_revision(act.revision);
  return message;
}

absl::StatusOr<Act> FromMessage(const lontar::v1::Release& message) {
  ReleaseAct act;
  LONTAR_ASSIGN_OR_RETURN(act.hub_id, ReadFixed<base::HubId>("hub_id", message.hub_id()));
  LONTAR_RETURN_IF_ERROR(CheckId("collection", message.collection()));
  LONTAR_RETURN_IF_ERROR(CheckMemberCode(message.member()));
  if (message.parts().empty() || message.parts().size() > base::kPartsMax) {
    return OutOfBounds("parts", absl::StrCat(message.parts().size()),
                       absl::StrCat("1 to ", base::kPartsMax, " of them"));
  }
  for (const std::string& bytes : message.parts()) {
    LONTAR_ASSIGN_OR_RETURN(const base::PartHash part, ReadFixed<base::PartHash>("parts", bytes));
    act.parts.push_back(part);
  }
  if (!Ascends(act.parts, [](const base::PartHash& part) { return part; })) {
    return OutOfBounds("parts", "hashes", "ascending, none twice");
  }
  if (message.audience() == lontar::v1::AUDIENCE_UNSPECIFIED) {
    return OutOfBounds("audience", "0", "nobody, members or public");
  }
  act.collection = message.collection();
  act.member = message.member();
  act.audience = static_cast<Audience>(message.audience());
  act.revision = message.revision();
  return Act(act);
}

}  // namespace lontar::fold
