# What `cmake --install` puts where. Manual pages and completions are made by the programs just built.
include(GNUInstallDirs)

set(made ${CMAKE_BINARY_DIR}/made)
add_custom_command(
  OUTPUT ${made}/stamp
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${made}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${made}/man8
  COMMAND lontar man ${made}/man1
  COMMAND lontar-hub --man > ${made}/man8/lontar-hub.8
  COMMAND lontar-node --man > ${made}/man8/lontar-node.8
  COMMAND lontar completion bash > ${made}/lontar
  COMMAND lontar completion zsh > ${made}/_lontar
  COMMAND lontar completion fish > ${made}/lontar.fish
  COMMAND ${CMAKE_COMMAND} -E touch ${made}/stamp
  DEPENDS lontar lontar-hub lontar-node
  COMMENT "Making manual pages and completions"
  VERBATIM)
# What an installation holds besides the sources of the repository.
add_custom_target(installables ALL DEPENDS ${made}/stamp)

set(doc_dir ${CMAKE_INSTALL_DATADIR}/doc/lontar)
install(TARGETS lontar lontar-hub lontar-node RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${made}/man1 ${made}/man8 DESTINATION ${CMAKE_INSTALL_MANDIR})
install(FILES ${made}/lontar DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${made}/_lontar DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${made}/lontar.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/catalogues DESTINATION ${CMAKE_INSTALL_DATADIR}/lontar)
install(FILES ${CMAKE_SOURCE_DIR}/README.md DESTINATION ${doc_dir})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/ DESTINATION ${doc_dir})
install(FILES ${CMAKE_SOURCE_DIR}/deploy/etc/hub.conf.sample ${CMAKE_SOURCE_DIR}/deploy/etc/node.conf.sample
              ${CMAKE_SOURCE_DIR}/deploy/proxy/nginx-http.conf.sample
              ${CMAKE_SOURCE_DIR}/deploy/proxy/nginx-stream.conf.sample
        DESTINATION ${doc_dir}/examples)
# Not in ${CMAKE_INSTALL_LIBDIR}: systemd and its kin read lib/ whatever the machine.
install(FILES ${CMAKE_SOURCE_DIR}/deploy/systemd/sysusers.conf DESTINATION lib/sysusers.d RENAME lontar.conf)
install(FILES ${CMAKE_SOURCE_DIR}/deploy/systemd/tmpfiles.conf DESTINATION lib/tmpfiles.d RENAME lontar.conf)

# Units name the programs by their whole path, which only the installation knows (--prefix).
install(CODE "
  set(LONTAR_BIN_DIR \${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR})
  set(LONTAR_DOC_DIR \${CMAKE_INSTALL_PREFIX}/${doc_dir})
  foreach(unit lontar-hub lontar-node)
    set(target \$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/lib/systemd/system/\${unit}.service)
    message(STATUS \"Installing: \${target}\")
    configure_file(${CMAKE_SOURCE_DIR}/deploy/systemd/\${unit}.service.in \${target} @ONLY NEWLINE_STYLE UNIX)
  endforeach()
")
