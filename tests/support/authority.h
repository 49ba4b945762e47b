#pragma once
// An authority with its keys and acts, for tests that need a hub.

#include <memory>
#include <string>

#include "core/chain/entry.h"
#include "core/fold/act.h"
#include "core/trust/key_file.h"
#include "gtest/gtest.h"

namespace lontar::support {

// The same key for the same number, 0 to 255.
inline std::unique_ptr<trust::PrivateKey> KeyOf(int number) {
  return trust::PrivateKey::FromSeed(std::string(32, static_cast<char>(number))).value();
}

inline chain::Envelope ActOf(const fold::Act& act) {
  return {fold::KindOf(act), "", fold::EncodeAct(act), {}};
}

class Authority {
 public:
  const trust::PrivateKey& log_key() const { return *log_; }
  const trust::PrivateKey& chain_key() const { return *chain_; }

  chain::Envelope TrustRoot() const {
    fold::TrustRoot root;
    root.root_keys = {root_->public_key()};
    root.authority_keys = {first_->public_key(), second_->public_key()};
    root.log_key = log_->public_key();
    root.origin = "lontar.test/hub";
    root.chain_key = chain_->public_key();
    root.notice = "DEMONSTRATION: a test";
    chain::Envelope envelope = ActOf(root);
    chain::AddSignature(&envelope, *root_);
    return envelope;
  }
  base::HubId hub_id() const { return fold::HubIdOf(TrustRoot().payload); }

  chain::Envelope Member(const std::string& code, const trust::PublicKey& administrator) const {
    fold::MemberAct member;
    member.hub_id = hub_id();
    member.member = code;
    member.name = "Member " + code;
    member.from = "1999-04-30";
    member.administrator = administrator;
    member.order = 3;
    chain::Envelope envelope = ActOf(member);
    chain::AddSignature(&envelope, *first_);
    chain::AddSignature(&envelope, *second_);
    return envelope;
  }

  // Enrols a node key and a witness key of `code`; each new key signs too.
  chain::Envelope Keys(const std::string& code, const trust::PrivateKey& administrator,
                       const trust::PrivateKey& node, const trust::PrivateKey& witness) const {
    fold::KeysAct keys;
    keys.hub_id = hub_id();
    keys.member = code;
    fold::Enrolment node_key;
    node_key.key = node.public_key();
    fold::Enrolment witness_key;
    witness_key.key = witness.public_key();
    witness_key.role = fold::KeyRole::kWitness;
    witness_key.witness_name = "witness.test/" + code;
    keys.enrolments = {node_key, witness_key};
    chain::Envelope envelope = ActOf(keys);
    chain::AddSignature(&envelope, administrator);
    chain::AddSignature(&envelope, node);
    chain::AddSignature(&envelope, witness);
    return envelope;
  }

 private:
  std::unique_ptr<trust::PrivateKey> root_ = KeyOf(1);
  std::unique_ptr<trust::PrivateKey> first_ = KeyOf(2);
  std::unique_ptr<trust::PrivateKey> second_ = KeyOf(3);
  std::unique_ptr<trust::PrivateKey> log_ = KeyOf(4);
  std::unique_ptr<trust::PrivateKey> chain_ = KeyOf(5);
};

}  // namespace lontar::support
