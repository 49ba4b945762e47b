#pragma once
// The two macros of the project: return early on an error, and assign or return.

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define LONTAR_STATUS_CONCAT_INNER(a, b) a##b
#define LONTAR_STATUS_CONCAT(a, b) LONTAR_STATUS_CONCAT_INNER(a, b)

#define LONTAR_RETURN_IF_ERROR(expression)         \
  do {                                             \
    absl::Status lontar_status = (expression);     \
    if (!lontar_status.ok()) return lontar_status; \
  } while (false)

#define LONTAR_ASSIGN_OR_RETURN(target, expression) \
  LONTAR_ASSIGN_OR_RETURN_IMPL(LONTAR_STATUS_CONCAT(lontar_or_, __LINE__), target, expression)
#define LONTAR_ASSIGN_OR_RETURN_IMPL(holder, target, expression) \
  auto holder = (expression);                                    \
  if (!holder.ok()) return std::move(holder).status();           \
  target = std::move(holder).value()
