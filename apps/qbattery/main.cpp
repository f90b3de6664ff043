#include "qbattery/cli/cli.hpp"

int main(int argc, char** argv) { return qbattery::run_command_line(argc, argv); }
