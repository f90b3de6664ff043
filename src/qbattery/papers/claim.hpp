#pragma once

#include <limits>
#include <string>
#include <vector>

namespace qbattery {

/// What the measured numbers say of a claim.
enum class Verdict {
  holds,
  holds_in_part,  ///< approximately or under a condition
  does_not_hold,  ///< not as stated
  finding         ///< not a claim of the paper: something that the measurement shows
};

/// "holds", "holds in part", "does not hold as stated", "new finding".
std::string to_string(Verdict verdict);

/// One measured number that a verdict rests on.
struct Measurement {
  std::string name;   ///< an identifier, unique within the claim
  std::string label;  ///< what it is, in words, with its units where it has some
  double value = 0.0;
  double expected = std::numeric_limits<double>::quiet_NaN();  ///< what the paper has, where known
};

/// A claim may be true of one thing and not of another: one part each.
struct ClaimPart {
  std::string words;  ///< what this part is about; empty where the claim has one part
  Verdict verdict = Verdict::does_not_hold;
};

/// One checkable claim of a paper: what it says, what was measured, what follows.
struct Claim {
  int number = 0;
  std::string words;  ///< the claim, naming the equation or figure
  std::vector<Measurement> measured = {};
  std::vector<ClaimPart> parts = {};

  /// The value of a measurement. Throws InvalidInput where there is none of that name.
  double value(const std::string& name) const;
};

/// holds where `fully`, else holds in part where `partly`, else does not hold.
Verdict judge(bool fully, bool partly = false);

/// The table of all claims, as Markdown for people and as JSON for programs.
std::string claims_as_markdown(const std::string& title, const std::vector<Claim>& claims);
std::string claims_as_json(const std::string& title, const std::vector<Claim>& claims);

}  // namespace qbattery
