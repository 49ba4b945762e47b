#pragma once
// Who may see which parts, found from the leaves: the policy of collections, and what members have
// released. Only decoders and the names of roles are shared with core; nothing of fold::State.
//
// Source: decisions 0033 and 0041; threat T28.

#include <string>
#include <vector>

#include "core/fold/visibility.h"
#include "tests/reference/naive_fold.h"

namespace lontar::reference {

class NaiveSight {
 public:
  // What the first `size` lines say. All parts of accepted reports are at hand.
  NaiveSight(const std::vector<LogLine>& lines, size_t size, const PartBytes& parts);

  // Every part that an accepted report or question names, each once, ascending.
  std::vector<base::PartHash> parts() const;
  bool MaySee(const fold::Viewer& viewer, const base::PartHash& part) const;

 private:
  // Somebody's naming of a part.
  struct Named {
    base::PartHash part;
    std::string member;
    bool is_of_question = false;
    bool may_be_compared = false;  // by the policy of its collection
  };
  struct Released {
    std::string member;
    base::PartHash part;
    fold::Audience audience;
  };
  bool MaySeeNamed(const fold::Viewer& viewer, const Named& named) const;
  // The last word of the member on it.
  fold::Audience AudienceOf(const std::string& member, const base::PartHash& part) const;
  bool IsFree(const base::PartHash& part) const;

  const PartBytes& bytes_of_;
  std::vector<Named> named_;
  std::vector<Released> released_;
};

}  // namespace lontar::reference
