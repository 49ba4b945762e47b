#pragma once
// Makes a hub's folder, once. The hub itself never does.
//
// Shells only. Any thread.

#include "absl/status/status.h"
#include "core/base/clock.h"
#include "core/base/entropy.h"
#include "core/chain/entry.h"
#include "hub/service/hub_folder.h"

namespace lontar::hub {

struct HubInit {
  // What hub.conf is to say. Paths as they shall stand in it: relative ones are relative to the
  // folder. The key files must be there.
  HubConfig config;
  // Of kind trust-root, signed by the root threshold, naming log key and chain key.
  chain::Envelope trust_root;
  base::Clock* clock = nullptr;
  base::Entropy* entropy = nullptr;
};

// Writes store, sign register, leaf 0 and, last of all, hub.conf: a folder without it was not
// finished and is to be removed. FailedPrecondition with HUB_EXISTS: the folder holds a hub.conf;
// with STORE_EXISTS or FILE_EXISTS: it holds parts of a hub; the errors of HubCore::Create and of
// ReadHubSecrets.
absl::Status InitHub(const HubInit& init);

}  // namespace lontar::hub
