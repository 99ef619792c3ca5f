package io.lwarotation.core.notice;

import java.util.List;

/** What the sweep tells people: one digest of all authorizations that need attention. */
public record SweepNotices(String app, Place place) {
  /**
   * The digest.
   *
   * @param lines one for each that is named
   * @param unnamed how many beside those
   */
  public Notice digest(long needing, long total, List<String> lines, long unnamed) {
    NoticeForm form = new NoticeForm(app, place);
    String list = form.command("authorizations");
    String count = needing + " of " + total + (total == 1 ? " authorization" : " authorizations");
    return form.digest(
        count + "%s" + (needing == 1 ? " needs attention" : " need attention"),
        String.join("\n", lines) + (unnamed == 0 ? "" : "\nand " + unnamed + " more"),
        List.of(
            NoticeForm.step("List all, the worst first", list),
            NoticeForm.step(
                "If one is revoked or has ended, let the seller authorize the application again, then store"
                    + " the new refresh token",
                form.command("put") + " --authorization REGION/NAME"),
            NoticeForm.step(
                "If its seller is gone, delete the token",
                form.command("forget") + " REGION/NAME")),
        "See " + list);
  }
}
