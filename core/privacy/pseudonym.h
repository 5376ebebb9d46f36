// Pseudonyms: HMAC-SHA-256 of a key, under a secret that never enters a workspace, so that whoever gets a report or a
// workspace alone cannot tell who is meant. The same person has the same pseudonym in every report of one installation.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace adscope {

class Pseudonyms {
public:
    // Reads the secret, or makes it once (32 random bytes, mode 0600). `folder` empty: $ADSCOPE_SETTINGS_DIR, else
    // $XDG_CONFIG_HOME/adscope, else ~/.config/adscope. A file of another form is an error and is left as it is.
    static Result<Pseudonyms> open(const std::string& folder = {});

    // Such as "u_7F3A92C14B"; empty for an empty key.
    std::string user(std::string_view key) const;

private:
    explicit Pseudonyms(std::string secret) : secret_(std::move(secret)) {}
    std::string secret_;
};

// Where settings of this installation lie, made when missing.
Result<std::string> settings_folder();

}  // namespace adscope
