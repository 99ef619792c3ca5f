package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code ./lwa notices}. */
final class NoticesCommandTest {
  @Test
  void printsEachNoticeAsItArrives() throws Exception {
    Command command =
        Command.run(Map.of(), "", List.of("notices", "--preview"))
            .ends(0, "Subject: my-erp: LWA client secret expires in 14 days (");
    assertTrue( // a pipe has no width: nothing that is copied is broken
        command.output().contains("Rotate it in Developer Console, then ./lwa put --app my-erp"),
        command.output());
  }

  @Test
  void everySmsIsOneMessage() throws Exception {
    Command command = Command.run(Map.of(), "", List.of("notices", "--preview", "--json"));

    JsonNode all = Answers.json(command.output());
    assertTrue(all.size() > 10, command.output());
    all.forEach(one -> assertTrue(one.path("smsUnits").asInt() <= 155, one::toString));
  }

  @Test
  void saysWhatItWantsToHear() throws Exception {
    Command.run(Map.of(), "", List.of("notices")).ends(64, "--preview");
  }
}
