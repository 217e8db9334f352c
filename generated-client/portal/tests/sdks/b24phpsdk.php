<?php

declare(strict_types=1);

// What the guide uses of b24phpsdk, by the examples of the documentation: the SDK itself comes from a
// registry that the tests do not use. Each method calls the method of the API whose name it has, with
// parameters that have the names of the documentation.

set_error_handler(static function (int $level, string $message): never {
    throw new ErrorException($message, 0, $level);
});

final class ServiceBuilderFactory
{
    public static function createServiceBuilderFromWebhook(string $webhookUrl): ServiceBuilder
    {
        return new ServiceBuilder(new Core($webhookUrl));
    }
}

final class ServiceBuilder
{
    public function __construct(public readonly Core $core) {}

    public function getCRMScope(): CRMServiceBuilder
    {
        return new CRMServiceBuilder($this->core);
    }
}

final class CRMServiceBuilder
{
    public function __construct(private readonly Core $core) {}

    public function item(): Item
    {
        return new Item($this->core);
    }
}

final class Item
{
    public function __construct(private readonly Core $core) {}

    public function add(int $entityTypeId, array $fields): ItemResult
    {
        return new ItemResult($this->core->call('crm.item.add', compact('entityTypeId', 'fields')));
    }

    public function get(int $entityTypeId, int $id): ItemResult
    {
        return new ItemResult($this->core->call('crm.item.get', compact('entityTypeId', 'id')));
    }

    public function update(int $entityTypeId, int $id, array $fields): ItemResult
    {
        $parameters = compact('entityTypeId', 'id', 'fields');
        return new ItemResult($this->core->call('crm.item.update', $parameters));
    }

    public function list(int $entityTypeId, array $order, array $filter, array $select, int $start = 0): ItemsResult
    {
        $parameters = compact('entityTypeId', 'order', 'filter', 'select', 'start');
        return new ItemsResult($this->core->call('crm.item.list', $parameters));
    }
}

final class ItemResult
{
    public function __construct(private readonly Response $response) {}

    public function item(): object
    {
        return (object) $this->response->getResponseData()->getResult()['item'];
    }
}

final class ItemsResult
{
    public function __construct(private readonly Response $response) {}

    public function getItems(): array
    {
        $items = $this->response->getResponseData()->getResult()['items'];
        return array_map(fn (array $item): object => (object) $item, $items);
    }
}

final class Core
{
    public function __construct(private readonly string $webhookUrl) {}

    public function call(string $apiMethod, array $parameters = []): Response
    {
        $http = [
            'method' => 'POST',
            'header' => ['Content-Type: application/json', 'Connection: close'],
            'content' => json_encode((object) $parameters, JSON_THROW_ON_ERROR),
            'ignore_errors' => true,
        ];
        $body = file_get_contents($this->webhookUrl . $apiMethod, false, stream_context_create(['http' => $http]));
        $answer = json_decode((string) $body, true, 512, JSON_THROW_ON_ERROR);
        if (isset($answer['error']) || ($answer['result']['result_error'] ?? []) !== []) {
            throw new RuntimeException("{$apiMethod}: {$body}");
        }
        return new Response($answer);
    }
}

final class Response
{
    public function __construct(private readonly array $answer) {}

    public function getResponseData(): ResponseData
    {
        return new ResponseData($this->answer['result']);
    }
}

final class ResponseData
{
    public function __construct(private readonly mixed $result) {}

    public function getResult(): array
    {
        return (array) $this->result;
    }
}
