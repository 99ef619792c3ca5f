/**
 * Access tokens of Login with Amazon for any Java program, from the credentials that this project
 * keeps in Parameter Store. Start with {@link io.lwarotation.client.LwaAccessTokens}; of the other
 * packages only what its methods name is meant for programs.
 */
@NullMarked
package io.lwarotation.client;

import org.jspecify.annotations.NullMarked;
