package dev.weft.instrumentation.kotlincoroutines

import dev.weft.testing.WeftExtension
import dev.weft.testing.executor.Requests
import io.opentelemetry.extension.kotlin.asContextElement
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.ContinuationInterceptor
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.RegisterExtension
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

class CoroutineContextTest {
  private val single = Executors.newSingleThreadExecutor()
  private val dispatcher = single.asCoroutineDispatcher()

  @AfterEach
  fun stop() {
    weft.assertNoContextLeft()
    single.shutdown()
    assertThat(single.awaitTermination(10, TimeUnit.SECONDS)).isTrue()
  }

  private fun <T> within(request: String, code: () -> T): T =
    Requests.context(request).makeCurrent().use { code() }

  private fun request(): String? = Requests.current()

  /** In a request of its own from here to the end of the block, across its suspensions. */
  private suspend fun <T> inRequest(name: String, block: suspend () -> T): T {
    val scope = Requests.context(name).makeCurrent()
    try {
      return block()
    } finally {
      scope.close()
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("dispatchers")
  fun `runs in the context in which it was launched, across suspensions`(on: CoroutineDispatcher) {
    val result =
      within("a") {
        GlobalScope.async(on) {
          val seen = mutableListOf(request())
          delay(1)
          seen += request()
          yield()
          seen += request()
          seen
        }
      }
    val outside = GlobalScope.async(on) { delay(1); request() }
    within("b") {
      runBlocking {
        assertThat(result.await()).containsExactly("a", "a", "a")
        assertThat(outside.await()).isNull()
        assertThat(request()).isEqualTo("b")
      }
      assertThat(request()).isEqualTo("b")
    }
  }

  @Test
  fun `runs on a single thread with many others, each in its own context`() {
    val results =
      (0 until 100).map { i ->
        within("$i") {
          GlobalScope.async(dispatcher) {
            (0 until 20).map {
              yield()
              request()
            }
          }
        }
      }
    runBlocking {
      results.forEachIndexed { i, result -> assertThat(result.await()).containsOnly("$i") }
    }
  }

  @Test
  fun `a lazy coroutine has the context in which it was made`() {
    val lazy = within("a") { GlobalScope.async(start = CoroutineStart.LAZY) { request() } }
    assertThat(within("b") { runBlocking { lazy.await() } }).isEqualTo("a")
  }

  @Test
  fun `an undispatched one gives the thread its context back`() {
    val go = CompletableDeferred<Unit>()
    val job =
      within("a") {
        val undispatched =
          GlobalScope.async(dispatcher, CoroutineStart.UNDISPATCHED) {
            inRequest("inner") {
              go.await()
              request()
            }
          }
        assertThat(request()).isEqualTo("a")
        undispatched
      }
    go.complete(Unit)
    assertThat(runBlocking { job.await() }).isEqualTo("inner")
  }

  @Test
  fun `an unconfined one is resumed in its own context and leaves the resuming thread its own`() {
    val go = CompletableDeferred<Unit>()
    val job =
      within("a") {
        GlobalScope.async(Dispatchers.Unconfined) {
          go.await()
          request()
        }
      }
    within("b") {
      go.complete(Unit)
      assertThat(request()).isEqualTo("b")
    }
    assertThat(runBlocking { job.await() }).isEqualTo("a")
  }

  @Test
  fun `keeps what the coroutine makes current across suspensions`() {
    val seen = mutableListOf<String?>()
    within("a") {
      runBlocking(Dispatchers.Default) {
        inRequest("inner") {
          delay(1)
          seen += request()
          withContext(Dispatchers.IO) { seen += request() }
          withContext(dispatcher) {
            delay(1)
            seen += request()
          }
          suspendCoroutine<Unit> { it.resume(Unit) }
          seen += request()
          coroutineScope { launch { seen += request() } }
          seen += request()
        }
        seen += request()
        delay(1)
        seen += request()
      }
      seen += request()
    }
    assertThat(seen)
      .containsExactly("inner", "inner", "inner", "inner", "inner", "inner", "a", "a", "a")
  }

  @Test
  fun `keeps it however early another thread resumes the coroutine`() {
    // Both threads may be in the coroutine at once: one leaves it, the other goes on with it.
    within("a") {
      runBlocking(Dispatchers.Default) {
        (0 until 8)
          .map { worker ->
            async {
              repeat(2_000) { i ->
                val name = "$worker.$i"
                inRequest(name) {
                  resumedByAnotherThread()
                  assertThat(request()).isEqualTo(name)
                  coroutineScope { launch(Dispatchers.IO) { assertThat(request()).isEqualTo(name) } }
                  assertThat(request()).isEqualTo(name)
                }
                assertThat(request()).isEqualTo("a")
                withContext(Dispatchers.IO) { assertThat(request()).isEqualTo("a") }
                assertThat(request()).isEqualTo("a")
              }
            }
          }
          .forEach { it.await() }
      }
    }
  }

  private suspend fun resumedByAnotherThread() =
    suspendCancellableCoroutine<Unit> { continuation ->
      single.execute { continuation.resume(Unit) }
    }

  @Test
  fun `goes on elsewhere although the thread that left it is still busy there`() {
    val resumed = CountDownLatch(1)
    val seen =
      within("a") {
        runBlocking(Dispatchers.Default) {
          inRequest("inner") {
            suspendCancellableCoroutine<Unit> { continuation ->
              GlobalScope.launch(dispatcher) { resumed.await(10, TimeUnit.SECONDS) }
              continuation.resume(Unit)
            }
            resumed.countDown()
            request()
          }
        }
      }
    assertThat(seen).isEqualTo("inner")
  }

  @Test
  fun `what one coroutine makes current is no other's`() {
    val inside = CompletableDeferred<Unit>()
    val go = CompletableDeferred<Unit>()
    runBlocking(dispatcher) {
      launch {
        inRequest("inner") {
          inside.complete(Unit)
          go.await()
        }
      }
      launch {
        inside.await()
        assertThat(request()).isNull()
        go.complete(Unit)
      }
      inside.await()
      assertThat(request()).isNull()
    }
  }

  @Test
  fun `a scope that is never closed ends with the coroutine`() {
    runBlocking(dispatcher) {
      @Suppress("UNUSED_VARIABLE") val neverClosed = Requests.context("left").makeCurrent()
      delay(1)
      assertThat(request()).isEqualTo("left")
    }
    assertThat(single.submit<String?> { request() }.get()).isNull()
    assertThat(request()).isNull()
  }

  @Test
  fun `children run in the context in which they are launched`() {
    within("a") {
      runBlocking(Dispatchers.Default) {
        val child = inRequest("inner") { async { delay(1); request() } }
        val sibling = async { request() }
        assertThat(child.await()).isEqualTo("inner")
        assertThat(sibling.await()).isEqualTo("a")
      }
    }
  }

  @Test
  fun `cancellation and failure leave nothing behind`() {
    within("a") {
      runBlocking(dispatcher) {
        val never = CompletableDeferred<Unit>()
        val seen = AtomicReference<String?>()
        val cancelled = launch {
          try {
            inRequest("inner") { never.await() }
          } finally {
            withContext(NonCancellable) {
              delay(1)
              seen.set(request())
            }
          }
        }
        yield()
        cancelled.cancel()
        cancelled.join()
        assertThat(seen.get()).isEqualTo("a")

        assertThat(withTimeoutOrNull(1) { inRequest("inner") { never.await() } }).isNull()
        assertThat(request()).isEqualTo("a")

        val failed = runCatching { coroutineScope<Unit> { inRequest("inner") { delay(1); error(request()!!) } } }
        assertThat(failed.exceptionOrNull()).hasMessage("inner")
        assertThat(request()).isEqualTo("a")
      }
    }
  }

  @Test
  fun `blocks on the same dispatcher keep the elements of the context`() {
    runBlocking(dispatcher) {
      val before = elements(coroutineContext)
      withContext(coroutineContext[ContinuationInterceptor]!!) {
        assertThat(elements(coroutineContext)).containsAll(before)
        delay(1)
      }
      inRequest("inner") {
        withContext(CoroutineName("named")) {
          assertThat(request()).isEqualTo("inner")
          delay(1)
          assertThat(request()).isEqualTo("inner")
        }
        assertThat(request()).isEqualTo("inner")
      }
    }
  }

  private fun elements(context: CoroutineContext) =
    context.minusKey(Job).fold(listOf<Any>()) { all, element -> all + element }

  @Test
  fun `an element of the application's has the last word`() {
    within("a") {
      runBlocking(Dispatchers.Default) {
        val other = Requests.context("other").asContextElement()
        launch(other) {
          assertThat(request()).isEqualTo("other")
          delay(1)
          assertThat(request()).isEqualTo("other")
          async { delay(1); assertThat(request()).isEqualTo("other") }.await()
          withContext(Dispatchers.IO) { assertThat(request()).isEqualTo("other") }
          withContext(Requests.context("third").asContextElement()) {
            assertThat(request()).isEqualTo("third")
            delay(1)
            assertThat(request()).isEqualTo("third")
            withContext(Dispatchers.IO) {
              delay(1)
              assertThat(request()).isEqualTo("third")
            }
          }
          assertThat(request()).isEqualTo("other")
        }
          .join()
        withContext(dispatcher + other) {
          delay(1)
          assertThat(request()).isEqualTo("other")
        }
        delay(1)
        assertThat(request()).isEqualTo("a")
      }
    }
  }

  @Test
  fun `a continuation resumed within another request stays in its own`() {
    val continuation = AtomicReference<Continuation<Unit>>()
    val suspended = CountDownLatch(1)
    val job =
      within("a") {
        GlobalScope.async {
          suspendCoroutine<Unit> {
            continuation.set(it)
            suspended.countDown()
          }
          request()
        }
      }
    assertThat(suspended.await(10, TimeUnit.SECONDS)).isTrue()
    within("b") { continuation.get().resume(Unit) }
    assertThat(runBlocking { job.await() }).isEqualTo("a")
  }

  companion object {
    @JvmField @RegisterExtension val weft: WeftExtension = WeftExtension.install()

    @JvmStatic
    fun dispatchers(): List<CoroutineDispatcher> =
      listOf(Dispatchers.Default, Dispatchers.IO, Dispatchers.Unconfined)
  }
}
