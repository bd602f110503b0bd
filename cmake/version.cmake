# SPDX-License-Identifier: Apache-2.0
# project(VERSION) is the only version; the public header repeats it for preprocessors and must agree.
file(STRINGS include/pilah/pilah.h version_lines REGEX "^#define PILAH_(VERSION_(MAJOR|MINOR|PATCH)|ABI_VERSION) ")
set(found "")
foreach(line IN LISTS version_lines)
  string(REGEX REPLACE ".* ([0-9]+)$" "\\1" number "${line}")
  list(APPEND found ${number})
endforeach()
list(JOIN found "." found)
set(wanted "${PROJECT_VERSION}.${PILAH_ABI_VERSION}")
if(NOT found STREQUAL wanted)
  message(FATAL_ERROR "include/pilah/pilah.h says version ${found} (with the ABI number last), CMakeLists.txt says ${wanted}; make them agree")
endif()
