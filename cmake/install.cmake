# SPDX-License-Identifier: Apache-2.0
# What gets installed, in three components: runtime (library and command), development, rules.
include(CMakePackageConfigHelpers)

install(TARGETS pilah EXPORT pilahTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT development)
install(TARGETS pilah_static EXPORT pilahStaticTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
if(TARGET pilah_command)
  install(TARGETS pilah_command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT runtime)
endif()
install(FILES include/pilah/pilah.h include/pilah/pilah_arrow.h include/pilah/pilah.hpp
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/pilah COMPONENT development)
install(DIRECTORY rules DESTINATION ${CMAKE_INSTALL_DATADIR}/pilah COMPONENT rules)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/pilah)
install(EXPORT pilahTargets NAMESPACE pilah:: DESTINATION ${package_dir} COMPONENT development)
install(EXPORT pilahStaticTargets NAMESPACE pilah:: DESTINATION ${package_dir} COMPONENT development)
configure_package_config_file(cmake/pilahConfig.cmake.in ${PROJECT_BINARY_DIR}/pilahConfig.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/pilahConfigVersion.cmake COMPATIBILITY SameMajorVersion)
file(RELATIVE_PATH PILAH_PREFIX_FROM_PC /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(cmake/pilah.pc.in ${PROJECT_BINARY_DIR}/pilah.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/pilahConfig.cmake ${PROJECT_BINARY_DIR}/pilahConfigVersion.cmake
  DESTINATION ${package_dir} COMPONENT development)
install(FILES ${PROJECT_BINARY_DIR}/pilah.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
