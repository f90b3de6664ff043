#include "qbattery/parts/identity.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "qbattery/scenario/differences.hpp"
#include "qbattery/support/build_info.hpp"
#include "qbattery/support/checksum.hpp"
#include "qbattery/support/instruction_set.hpp"

namespace qbattery {

std::string to_string(const Shard& shard) {
  return fmt::format("{} of {}", shard.number, shard.count);
}

Identity identity_of(const Scenario& scenario, const Shard& shard) {
  return {.scenario = scenario.source,
          .program = fmt::format("qbattery {}", build_info::version),
          .instruction_set = instruction_set(),
          .shards = shard.count};
}

std::string to_json(const Identity& identity) {
  const nlohmann::ordered_json json = {{"program", identity.program},
                                       {"instruction_set", identity.instruction_set},
                                       {"shards", identity.shards},
                                       {"scenario", identity.scenario}};
  return json.dump();
}

std::string digest(const Identity& identity) { return digest_of(to_json(identity)); }

Identity identity_from_json(std::string_view text) {
  try {
    const auto json = nlohmann::json::parse(text);
    return {.scenario = json.at("scenario").get<std::string>(),
            .program = json.at("program").get<std::string>(),
            .instruction_set = json.at("instruction_set").get<std::string>(),
            .shards = json.at("shards").get<std::size_t>()};
  } catch (const nlohmann::json::exception& error) {
    throw IoError(error.what());
  }
}

std::string difference(const Identity& now, const Identity& before) {
  std::vector<std::string> found;
  const auto compare = [&found](const std::string& what, const auto& is, const auto& was) {
    if (is != was) found.push_back(fmt::format("{} is {}, was {}", what, is, was));
  };
  compare("the program", now.program, before.program);
  compare("the instruction set", now.instruction_set, before.instruction_set);
  compare("the number of shards", now.shards, before.shards);
  for (const std::string& each : differences(now.scenario, before.scenario)) found.push_back(each);
  return fmt::format("{}", fmt::join(found, "; "));
}

}  // namespace qbattery
