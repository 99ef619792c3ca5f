package io.lwarotation.infra;

import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** The exact ARNs of parameters in the stack's account and region. */
record ArnsOfParameters(Construct scope) {
  String of(String name) {
    return Stack.of(scope)
        .formatArn(
            ArnComponents.builder()
                .service("ssm")
                .resource("parameter")
                // The name's own leading slash is the separator.
                .resourceName(name.substring(1))
                .arnFormat(ArnFormat.SLASH_RESOURCE_NAME)
                .build());
  }

  List<String> of(List<String> names) {
    return names.stream().map(this::of).toList();
  }
}
