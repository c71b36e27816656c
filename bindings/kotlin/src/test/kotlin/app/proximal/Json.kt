/*
 * Values as UniFFI brought them, written as the core's own JSON has them, by reflection: that independent of each other the two
 * forms agree shows that every field crossed, under its name.
 */
package app.proximal

import app.proximal.core.Sentence
import app.proximal.core.SentenceArg
import app.proximal.core.Sounding
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.JsonNodeFactory
import com.fasterxml.jackson.databind.node.ObjectNode
import kotlin.math.abs
import kotlin.math.max
import kotlin.reflect.KClass
import kotlin.reflect.KProperty1
import kotlin.reflect.full.memberProperties
import kotlin.reflect.full.primaryConstructor

private val make = JsonNodeFactory.instance

/** What serde would write of [value]. */
internal fun toJson(value: Any?): JsonNode =
    when (value) {
        null -> make.nullNode()
        is String -> make.textNode(value)
        is Boolean -> make.booleanNode(value)
        is Double -> if (value.isFinite()) make.numberNode(value) else make.nullNode()
        is Number -> make.numberNode(value.toLong())
        is UByte, is UShort, is UInt -> make.numberNode(value.toString().toLong())
        is ULong -> make.numberNode(value.toString().toBigInteger())
        is Enum<*> -> make.textNode(value.name.lowercase())
        is List<*> -> make.arrayNode().addAll(value.map(::toJson))
        is Map<*, *> -> make.objectNode().setAll(value.entries.associate { it.key.toString() to toJson(it.value) })
        // The three that have a form of their own.
        is SentenceArg.Word -> make.textNode(value.v1)
        is SentenceArg.Number -> fields(value)
        is Sounding -> make.arrayNode().add(toJson(value.tone)).add(toJson(value.length))
        is Sentence -> fields(value).apply { if (value.args.isEmpty()) remove("args") }
        else -> if (isCase(value::class)) case(value) else fields(value)
    }

private val cases = HashMap<KClass<*>, Boolean>()

private fun isCase(of: KClass<*>) = cases.getOrPut(of) { of.java.superclass.kotlin.isSealed }

/** A case without values is its name; with one that has no name, that; with more, an object of them. */
private fun case(value: Any): JsonNode {
    val name = snake(checkNotNull(value::class.simpleName).replaceFirstChar { it.lowercase() })
    val fields = properties(value::class)
    if (fields.isEmpty()) return make.textNode(name)
    val inside = if (fields.isOnly("v1")) toJson(fields.getValue("v1").get(value)) else fields(value)
    return make.objectNode().set(name, inside)
}

private fun Map<String, *>.isOnly(name: String) = size == 1 && name in this

private fun fields(value: Any): ObjectNode =
    make.objectNode().setAll(properties(value::class).entries.associate { (name, of) -> snake(name) to toJson(of.get(value)) })

private val known = HashMap<KClass<*>, Map<String, KProperty1<Any, *>>>()

private fun properties(of: KClass<*>): Map<String, KProperty1<Any, *>> =
    known.getOrPut(of) {
        val names = of.primaryConstructor?.parameters.orEmpty().mapNotNull { it.name }
        @Suppress("UNCHECKED_CAST")
        val all = of.memberProperties.associateBy { it.name } as Map<String, KProperty1<Any, *>>
        names.associateWith { all.getValue(it) }
    }

private fun snake(camel: String) = camel.replace(Regex("[A-Z]")) { "_" + it.value.lowercase() }

/** How [got] differs from [want], in words: keys, counts and words exactly, floats by no more than 1e-9, none as no key. */
internal fun differences(want: JsonNode, got: JsonNode, at: String): List<String> =
    when {
        want.isObject && got.isObject -> {
            val keys = (want.fieldNames().asSequence() + got.fieldNames().asSequence()).toSortedSet()
            keys.flatMap { differences(want.path(it).orNull(), got.path(it).orNull(), "$at.$it") }
        }
        want.isArray && got.isArray && want.size() == got.size() ->
            want.zip(got).flatMapIndexed { i, (a, b) -> differences(a, b, "$at[$i]") }
        want.isIntegralNumber && got.isIntegralNumber -> unless(want.bigIntegerValue() == got.bigIntegerValue(), want, got, at)
        want.isFloatingPointNumber && got.isFloatingPointNumber -> unless(isNear(want.asDouble(), got.asDouble()), want, got, at)
        else -> unless(want == got, want, got, at)
    }

private fun JsonNode.orNull(): JsonNode = if (isMissingNode) make.nullNode() else this

private fun isNear(a: Double, b: Double) = abs(a - b) <= 1e-9 * max(1.0, max(abs(a), abs(b)))

private fun unless(same: Boolean, want: JsonNode, got: JsonNode, at: String) =
    if (same) emptyList() else listOf("$at: expected $want, got $got")
