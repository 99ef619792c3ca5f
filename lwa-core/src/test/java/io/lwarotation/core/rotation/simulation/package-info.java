/**
 * A deterministic simulation of rotation: one seed is one history of 900 days, on the real core
 * with models of Parameter Store, SQS, Amazon and people.
 */
@NullMarked
package io.lwarotation.core.rotation.simulation;

import org.jspecify.annotations.NullMarked;
