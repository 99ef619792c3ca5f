package io.lwarotation.core.notice;

import java.util.List;

/**
 * What the sweep tells people: one digest of all authorizations that need someone.
 *
 * @param app the application's name
 */
public record SweepNotices(String app, Place place) {
  /**
   * The digest.
   *
   * @param needing how many need someone
   * @param lines one for each that is named
   * @param unnamed how many beside those
   */
  public Notice digest(long needing, long total, List<String> lines, long unnamed) {
    NoticeForm form = new NoticeForm(app, place);
    String list = form.command("authorizations");
    String count = needing + " of " + total + (total == 1 ? " authorization" : " authorizations");
    return form.digest(
        count + (needing == 1 ? " needs someone" : " need someone"),
        String.join("\n", lines) + (unnamed == 0 ? "" : "\nand " + unnamed + " more"),
        List.of(
            NoticeForm.step("List all, the worst first", list),
            "Of a revoked or ended one: let the seller authorize the application again, then"
                + " store the new refresh token with ./lwa put --app "
                + app
                + " --authorization REGION/NAME",
            "Of one whose seller is gone: ./lwa forget --app " + app + " REGION/NAME"),
        "See " + list);
  }
}
