#!/bin/bash
# What a walk in a real browser wants; where it is not here, the test is skipped and says so. To be sourced first.
# shellcheck disable=SC2034 # browser is for who sources this
browser=$(command -v chromium || true)
modules=${LONTAR_CLIENT_MODULES:-}
if [[ -z $browser || -z $(command -v node || true) || ! -d $modules/playwright-core || ! -d $modules/axe-core ]]; then
  echo "skipped: node, chromium, or playwright-core and axe-core in LONTAR_CLIENT_MODULES are not here"
  exit 77
fi
