#pragma once
// The parts that travel with an act to be sealed: the text of a question or an answer. Pure.

#include <map>
#include <string>

#include "core/chain/entry.h"
#include "core/fold/verdict.h"
#include "core/store/store.h"

namespace lontar::node {

class ActParts {
 public:
  // Of the envelope's parts those that its payload names; a store holds nothing that no entry
  // leads to.
  explicit ActParts(const chain::Envelope& act);
  void PutInto(store::Batch* batch) const;
  // Must not outlive this.
  fold::PartReader Reader() const;

 private:
  std::map<base::PartHash, std::string> parts_;
};

}  // namespace lontar::node
