# What core needs of resources/ travels inside the library: adscope_embed(FILE) makes the source that holds it.
function(adscope_embed output)
  file(GLOB embedded RELATIVE ${CMAKE_SOURCE_DIR}/resources CONFIGURE_DEPENDS
       ${CMAKE_SOURCE_DIR}/resources/messages/* ${CMAKE_SOURCE_DIR}/resources/migrations/*.sql ${CMAKE_SOURCE_DIR}/resources/presets/*.json
       ${CMAKE_SOURCE_DIR}/resources/report/*)
  list(TRANSFORM embedded PREPEND ${CMAKE_SOURCE_DIR}/resources/ OUTPUT_VARIABLE embedded_paths)
  string(REPLACE ";" "|" embedded_names "${embedded}")
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR}/resources "-DFILES=${embedded_names}" -DOUT=${output}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${embedded_paths} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    VERBATIM)
endfunction()
