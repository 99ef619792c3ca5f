package io.lwarotation.local.aws.iam;

import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Service;
import io.lwarotation.local.aws.wire.Xml;

/** AWS STS, as far as a caller asks who it is. */
public record StsService(Account account) implements Service.OfQuery {

  @Override
  public Xml answer(Caller.OfAccount caller, String operation, Input input) {
    if (!operation.equals("GetCallerIdentity")) {
      throw Service.unknownOperation(operation);
    }
    input.only();
    return new Xml()
        .text("Arn", account.iamArn("user/" + caller.accessKeyId()))
        .text("UserId", "AIDAEXAMPLE")
        .text("Account", caller.accountId());
  }
}
