package io.lwarotation.local.aws;

/** AWS STS, as far as a caller asks who it is. */
record StsService(Account account) implements Service.OfQuery {

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
