#include "core/net/health.h"

#include <grpcpp/health_check_service_interface.h>

namespace lontar::net {

namespace {

void SetServing(grpc::Server* server, bool is_serving) {
  grpc::HealthCheckServiceInterface* const health = server->GetHealthCheckService();
  // None where the server was built before OfferHealth.
  if (health != nullptr) health->SetServingStatus(is_serving);
}

}  // namespace

void OfferHealth() { grpc::EnableDefaultHealthCheckService(true); }

void HealthSign::Add(grpc::Server* server) {
  base::MutexLock lock(&mutex_);
  servers_.push_back(server);
  SetServing(server, is_serving_);
}

void HealthSign::Set(bool is_serving) {
  base::MutexLock lock(&mutex_);
  is_serving_ = is_serving;
  for (grpc::Server* const server : servers_) SetServing(server, is_serving);
}

bool HealthSign::is_serving() {
  base::MutexLock lock(&mutex_);
  return is_serving_;
}

void HealthSign::Clear() {
  base::MutexLock lock(&mutex_);
  servers_.clear();
}

}  // namespace lontar::net
