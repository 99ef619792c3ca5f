package io.lwarotation.core.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.SpApiHosts;
import io.lwarotation.core.SpApiRegion;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.SpareSeller.Found;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LastThatWorkedTest {
  private final SweepWorld world = new SweepWorld();
  private final List<URI> called = new ArrayList<>();
  private Optional<StoreException> trouble = Optional.empty();

  private Optional<Found> find() {
    return new LastThatWorked(
            new SweepStates() {
              @Override
              public SweepState read(Deadline deadline) {
                trouble.ifPresent(
                    e -> {
                      throw e;
                    });
                return world.state;
              }

              @Override
              public void write(SweepState state, Deadline deadline) {
                throw new AssertionError("only the sweep writes");
              }
            },
            (one, _) -> Optional.ofNullable(world.stored.get(one)),
            new SpApiHosts(SpApiRegion.NA.endpoint(), Map.of()),
            host -> {
              called.add(host);
              return new Fakes.Sp();
            })
        .find(Deadline.in(Duration.ofSeconds(10), world.clock));
  }

  @Test
  void isTheOneThatTheSweepSawWorkingAtTheHostOfItsRegion() {
    assertTrue(find().isEmpty(), "nothing was swept");
    world.revoked("eu/revoked");
    world.store("fe/good");
    world.revoked("na/revoked");
    world.sweep();

    assertEquals(
        Objects.requireNonNull(world.stored.get(Authorization.of("fe/good"))).token(),
        find().map(Found::refreshToken));
    assertEquals(List.of(SpApiRegion.FE.endpoint()), called);

    world.stored.clear();
    assertTrue(find().isEmpty(), "forgotten since");
  }

  @Test
  void whoMayNotReadTheStateHasNoneAndAStoreThatDoesNotAnswerIsTriedAgain() {
    trouble = Optional.of(new StoreException(StoreException.Kind.REFUSED, "no right", null));
    assertTrue(find().isEmpty());
    trouble = Optional.of(new StoreException(StoreException.Kind.UNREACHABLE, "away", null));
    assertThrows(StoreException.class, this::find);
  }
}
