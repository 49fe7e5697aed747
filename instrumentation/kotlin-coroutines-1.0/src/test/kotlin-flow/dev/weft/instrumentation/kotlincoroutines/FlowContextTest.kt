package dev.weft.instrumentation.kotlincoroutines

import dev.weft.testing.WeftExtension
import dev.weft.testing.executor.Requests
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.RegisterExtension

/** Flows, which came after the floor. */
class FlowContextTest {
  private val requests =
    flow {
      emit(Requests.current())
      delay(1)
      emit(Requests.current())
    }

  private fun collect(collection: suspend () -> List<String?>): List<String?> =
    Requests.context("a").makeCurrent().use { runBlocking(Dispatchers.Default) { collection() } }

  @Test
  fun `a flow runs in its collector's context, on whichever dispatcher`() {
    assertThat(collect { requests.toList() }).containsExactly("a", "a")
    assertThat(collect { requests.flowOn(Dispatchers.IO).toList() }).containsExactly("a", "a")
    assertThat(collect { requests.flowOn(CoroutineName("flow")).toList() }).containsExactly("a", "a")
    assertThat(collect { requests.flowOn(Dispatchers.IO).map { Requests.current() }.toList() })
      .containsExactly("a", "a")
  }

  @Test
  fun `so do the producers of a channel flow`() {
    val produced = channelFlow {
      launch(Dispatchers.IO) { send(Requests.current()) }
      launch {
        delay(1)
        send(Requests.current())
      }
    }
    assertThat(collect { produced.toList() }).containsExactly("a", "a")
  }

  @Test
  fun `a flow may emit from a scope within its own code`() {
    val emitting = flow { coroutineScope { withTimeout(10_000) { emit(Requests.current()) } } }
    assertThat(collect { emitting.toList() }).containsExactly("a")
  }

  companion object {
    @JvmField @RegisterExtension val weft: WeftExtension = WeftExtension.install()
  }
}
