/**
 * The ports on Parameter Store, Login with Amazon and SP-API. All of them stand on one HTTP client,
 * one TLS stack and one signer: those of AWS's native library, aws-crt.
 */
@NullMarked
package io.lwarotation.adapter;

import org.jspecify.annotations.NullMarked;
