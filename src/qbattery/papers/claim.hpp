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
  finding,        ///< not a claim of the paper: something that the measurement shows
  not_computed    ///< needs a figure of merit or a reservoir that the library does not have
};

/// "holds", "holds in part", "does not hold as stated", "new finding", "not computed".
std::string to_string(Verdict verdict);

/// One measured number that a verdict rests on.
struct Measurement {
  std::string name;    ///< an identifier, unique within the claim
  std::string label;   ///< what it is, in words, with its units where it has some
  double value = 0.0;  ///< NaN where it was not computed
  bool computed = true;
  double expected = std::numeric_limits<double>::quiet_NaN();  ///< what the paper has, where known
};

/// A claim may be true of one thing and not of another: one part each.
struct ClaimPart {
  std::string words;  ///< what this part is about; empty where the claim has one part
  Verdict verdict = Verdict::not_computed;
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

/// A claim whose whole computation needs what the library does not have.
Claim not_computed(int number, const std::string& words, const std::string& reason);

/// holds where `fully`, else holds in part where `partly`, else does not hold.
Verdict judge(bool fully, bool partly = false);

/// The table of all claims, as Markdown for people and as JSON for programs.
std::string claims_as_markdown(const std::string& title, const std::vector<Claim>& claims);
std::string claims_as_json(const std::string& title, const std::vector<Claim>& claims);

}  // namespace qbattery
