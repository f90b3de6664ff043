#include "qbattery/sweep/merge.hpp"

#include <fmt/format.h>

#include <memory>

#include "qbattery/cli/arguments.hpp"
#include "qbattery/cli/command.hpp"
#include "qbattery/cli/keeping.hpp"
#include "qbattery/cli/summary.hpp"
#include "qbattery/results/files.hpp"

namespace qbattery::cli {

namespace {

int join_shards(const std::string& result) {
  require_result_path(result);
  try {
    Merge merge(result, [](const std::string& text) { tell(text + "\n"); });
    if (!merge.finished()) {
      write_kept(merge.labels(), merge.values(), result, "make room and merge again");
      tell(warnings_text(merge.labels(), merge.values()));
      merge.remove_parts(failures_text(merge.labels(), merge.values()));
    }
    return exit_code_of(*merge.finished());
  } catch (const MissingShards& missing) {
    tell(fmt::format("{}\n", missing.what()));
    return points_failed;
  }
}

}  // namespace

Action add_merge(CLI::App& program) {
  auto result = std::make_shared<std::string>();
  Arguments(program, "merge", "joins the shards of a result")
      .required("RESULT", *result, "the result that the shards were given with -o");
  return [result] { return join_shards(*result); };
}

}  // namespace qbattery::cli
