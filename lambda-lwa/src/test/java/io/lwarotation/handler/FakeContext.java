package io.lwarotation.handler;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;

/** An invocation with a request id and some time left. */
final class FakeContext {
  private FakeContext() {}

  static Context of(String requestId, int remainingMillis) {
    Context context = mock(Context.class);
    when(context.getAwsRequestId()).thenReturn(requestId);
    when(context.getRemainingTimeInMillis()).thenReturn(remainingMillis);
    return context;
  }

  static Context any() {
    return of("invocation-1", 30_000);
  }
}
