# The installed package: program, library, headers, papers and what find_package(qbattery) reads.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/qbattery)

install(TARGETS qbattery EXPORT qbattery-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS qbattery-cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# The command line is the program's, not the library's; inner loops are the sources' alone that
# include them.
install(DIRECTORY src/qbattery DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.hpp" PATTERN "cli" EXCLUDE
        REGEX "/(lanes|states)/[a-z_]*\\.inl\\.hpp$" EXCLUDE)
install(DIRECTORY papers models DESTINATION ${installed_data_dir})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

install(EXPORT qbattery-targets NAMESPACE qbattery:: DESTINATION ${package_dir})
configure_package_config_file(cmake/qbattery-config.cmake.in qbattery-config.cmake
                              INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(qbattery-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/qbattery-config.cmake
              ${PROJECT_BINARY_DIR}/qbattery-config-version.cmake
        DESTINATION ${package_dir})
