#pragma once

namespace qbattery {

/// The command line (docs/scenario.md, section 4): reads arguments, runs a command, turns every
/// error into a message on standard error. Returns the exit code: 0 done; 1 some points failed; 2
/// the input is wrong; 3 the numerics failed; 4 reading or writing failed; 130 interrupted.
int run_command_line(int argc, const char* const* argv);

}  // namespace qbattery
