#pragma once
// Who supplies what, as a text file: the providers of all members, from when until when each is
// there, and which indicators of which collection each was assigned.
//
// docs/formats/catalogue.md shows it. Nothing in code knows a provider. Immutable after reading:
// any thread.

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/validity.h"

namespace lontar::catalogue {

struct AssignmentText {
  std::string collection;
  std::vector<std::string> indicators;  // stable ids
  Validity validity;
  bool is_guess = false;  // no source states it
  std::string basis;
  int line = 0;  // where it stands
};

struct ProviderText {
  std::string id;      // "KH.MOP": the member's code and an id of its own
  std::string member;  // "KH"
  std::string name;
  std::string kind;  // "ministry", "statistical office", "court": in plain words
  Validity validity;
  std::string successor;  // id of the provider that took its work; may be empty
  bool is_guess = false;  // no source states name or dates
  std::string basis;
  std::string notes;
  std::vector<AssignmentText> assignments;
};

// What is asked of the register: on a day, of a collection.
struct AssignmentQuestion {
  std::string collection;
  std::string indicator;  // stable id
  std::string date;       // ISO date
};

class ProviderRegister {
 public:
  // InvalidArgument with PROVIDERS_INVALID, naming `file`, line and value: a key missing or
  // unknown, an id twice, an id that does not begin with its member, a successor that is not there,
  // an indicator twice for one provider and day.
  static absl::StatusOr<ProviderRegister> Read(absl::string_view file, absl::string_view yaml);

  const std::vector<ProviderText>& providers() const { return providers_; }
  // Null if there is none.
  const ProviderText* Find(absl::string_view id) const;

  // Whether the provider is there on the day and was assigned the indicator.
  bool IsEntitled(absl::string_view provider, const AssignmentQuestion& question) const;
  // PermissionDenied with PROVIDER_NOT_ENTITLED, which says why: unknown, not there on the day and
  // who took its work, never assigned, assigned for other days.
  absl::Status CheckEntitled(absl::string_view provider, const AssignmentQuestion& question) const;

  // The indicators that the provider supplies on the day, in the order of the file. Empty for an
  // unknown provider.
  std::vector<std::string> IndicatorsOf(absl::string_view provider, absl::string_view collection,
                                        absl::string_view date) const;
  // The providers of the member that are entitled, in the order of the file.
  std::vector<const ProviderText*> ProvidersFor(absl::string_view member,
                                                const AssignmentQuestion& question) const;

  // PROVIDERS_INVALID where an assignment to the catalogue's collection names an indicator that it
  // does not have.
  absl::Status CheckAgainst(const Catalogue& catalogue) const;

 private:
  std::string file_;
  std::vector<ProviderText> providers_;
  std::map<std::string, size_t, std::less<>> places_;  // by id
};

}  // namespace lontar::catalogue
