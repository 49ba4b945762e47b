#pragma once
// Ownership of C objects that have a function of their own to free them:
//
//   Owned<EVP_PKEY, EVP_PKEY_free> key(EVP_PKEY_new());

#include <memory>

namespace lontar::trust {

template <auto kFree>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};

template <class T, auto kFree>
using Owned = std::unique_ptr<T, FreeWith<kFree>>;

}  // namespace lontar::trust
