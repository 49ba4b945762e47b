#pragma once
// A broken invariant stops the process before anything is written. Wrong input is never an
// invariant.

namespace lontar::base {

// Ends the process with `sentence` and the place of the call on stderr if `holds` is false.
void CheckInvariant(bool holds, const char* sentence, const char* file = __builtin_FILE(),
                    int line = __builtin_LINE());

}  // namespace lontar::base
